import asyncpg

async def names():
    connection = await asyncpg.connect("postgresql://localhost/shop")
    try:
        return await connection.fetch("SELECT name FROM customers")
    finally:
        await connection.close()
