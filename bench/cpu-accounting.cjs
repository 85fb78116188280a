// Loaded into a measured process with `--require`: answers over IPC how much CPU time and memory it has used. CPU time
// counts all threads (garbage collection and compilation run beside the main one).
process.on('message', (question) => {
  if (question === 'collect') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send({ cpu: (user + system) / 1000, heap: process.memoryUsage().heapUsed / 2 ** 20, rss: process.memoryUsage().rss / 2 ** 20 });
});
// Only asking must not keep the process alive.
process.channel?.unref();
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  if (process.connected) process.send({ cpu: (user + system) / 1000 });
});
