import asyncpg

async def names():
    connection = await asyncpg.connect("postgresql://localhost/shop")  # expect: unclosed-resource
    rows = await connection.fetch("SELECT name FROM customers")
    await connection.close()
    return rows
