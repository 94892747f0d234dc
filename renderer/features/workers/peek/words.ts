export const words = {
  running: 'Running tasks',
  load: 'Load',
  heartbeat: 'Last heartbeat',
  connection: 'Connection',
  asks: 'Asks for work',
  services: 'Services',
  none: 'No running tasks',
  task: (title: string, run: number) => `${title}, run ${run}`,
  more: (count: number) => `and ${count.toLocaleString('en')} more`,
  what: 'the running tasks',
}
