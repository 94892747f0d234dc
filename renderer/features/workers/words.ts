export const words = {
  title: 'Workers',
  unreadable: (why: string) => `Could not read the workers: ${why}`,
  none: 'No workers yet',
  noneHint:
    'A worker is a program, on this computer or another one, that runs nodes of flows for a service. It registers with LocalFlow when it starts, and is removed 15 seconds after its last message.',
  waiting: 'Waiting for a worker',
  tasks: (count: number) =>
    `${count.toLocaleString('en')}${count >= 1_000 ? '+' : ''} ${count === 1 ? 'task' : 'tasks'}, the first`,
  pull: ', for a worker started with --pull',
  start: 'Start a worker',
  noPort: 'Workers connect to LocalFlow through a port. To use them,',
  setPort: 'set a port in Settings',
  copy: 'Copy command',
  copied: 'Copied the command',
  notCopied: 'Could not copy the command',
  commandHint:
    'The command gets {"input", "params"} on standard input, and its output is the result. With --pull, the worker asks for tasks instead of being called.',
}
