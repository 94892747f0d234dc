export const words = {
  running: 'Running tasks',
  load: 'Load',
  heartbeat: 'Last heartbeat',
  connection: 'Connection',
  asks: 'Asks for work',
  services: 'Services',
}
