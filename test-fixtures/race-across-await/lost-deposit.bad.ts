// symptom: wrong-output
// prints: balance 60
/** `+=` reads its target before the `await` on its right: three deposits at once, of which the last one wins. */
import { setTimeout as pause } from 'node:timers/promises';

class Account {
  balance = 0;

  async deposit(amount: number): Promise<void> {
    this.balance += await booked(amount); // expect: race-across-await
  }
}

async function booked(amount: number): Promise<number> {
  return await pause(5, amount);
}

const account = new Account();
await Promise.all([10, 20, 30].map((amount) => account.deposit(amount)));
console.log(`balance ${account.balance}`);
