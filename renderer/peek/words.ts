export const words = {
  unreadable: (what: string, why: string) => `Could not read the ${what}: ${why}`,
  error: 'Error',
  lastRun: 'Last run',
  neverRan: 'Never ran',
  lastRuns: 'Last 20 runs',
  changed: 'Changed',
  owner: 'Owner',
  folder: 'Folder',
  tags: 'Tags',
  lastFailures: 'Last failures',
  noFailures: 'No failed runs',
  run: (number: number) => `#${number}`,
}
