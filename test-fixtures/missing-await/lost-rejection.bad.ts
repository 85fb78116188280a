// symptom: unhandled-rejection
// prints: not saved: disk full
/** Nobody waits for the promise, so nobody sees that saving has failed. */
async function save(row: number): Promise<void> {
  await Promise.resolve();
  throw new Error(`disk full`);
}

async function main(): Promise<void> {
  try {
    save(1); // expect: missing-await
    console.log('saved');
  } catch (error) {
    console.log(`not saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}

await main();
export {};
