// symptom: still-pending
// prints: stopped
/** A poller that is stopped and polls on. */
class Poller {
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    this.timer = setInterval(() => { console.log('tick'); }, 5_000); // expect: uncancelled-task
  }

  stop(): void {
    console.log('stopped');
  }
}

const poller = new Poller();
poller.start();
poller.stop();
for (const resource of process.getActiveResourcesInfo()) {
  if (resource === 'Timeout') console.log(`still pending: ${resource}`);
}
process.exit(0);
export {};
