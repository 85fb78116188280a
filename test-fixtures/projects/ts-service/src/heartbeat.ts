export class Heartbeat {
  beats = 0;

  start(): void {
    setInterval(() => { this.beats++; }, 1000);
  }
}
