export const words = {
  runsEnded: (count: number) => `${count.toLocaleString('en')} runs ended`,
  runEnded: (number: number, title: string, status: string) => `Run ${number} of ${title} ${status}`,
  runsFailed: (count: number) => `${count.toLocaleString('en')} runs failed`,
  failed: (name: string, times: number) => (times === 1 ? `"${name}" failed` : `"${name}" failed ${times} times`),
  showFailedRuns: 'Show failed runs',
  openRun: 'Open run',
}
