import type { JobSummary } from '../../../../shared/model/run.ts'

const kinds: Record<JobSummary['kind'], string> = {
  script: 'Script',
  command: 'Command',
  http: 'HTTP request',
  builtin: 'Built-in',
  flow: 'Flow',
  pipeline: 'Pipeline',
}

export const words = {
  kinds,
  disabled: (kind: string) => `${kind}, disabled`,
  trigger: 'Trigger',
  manual: 'Manual',
  nextRun: 'Next run',
  average: 'Average',
}
