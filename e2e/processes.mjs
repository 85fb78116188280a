// What runs below a process, read from /proc. Clean-up goes by process id and start time, never by name: a name could
// hit a stranger's process, and an id alone could have been given to a new one meanwhile.
import fs from 'node:fs';

function read(pid) {
  try {
    // the name in brackets may hold spaces and brackets itself, so fields are counted from the last bracket
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return { pid, parent: Number(fields[1]), born: fields[19], command };
  } catch {
    return undefined; // it ended while we looked
  }
}

/** Every living process below `root`: { pid, parent, born, command }. */
export function descendants(root = process.pid) {
  const all = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).map(read).filter(Boolean);
  const family = new Set([root]);
  const found = [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (family.has(one.parent) && !family.has(one.pid)) {
        family.add(one.pid);
        found.push(one);
        grown = true;
      }
    }
  }
  return found;
}

export const isAlive = ({ pid, born }) => read(pid)?.born === born;

export function end(known, signal = 'SIGKILL') {
  if (!isAlive(known)) return;
  try {
    process.kill(known.pid, signal);
  } catch {
    // gone between the look and the signal
  }
}
