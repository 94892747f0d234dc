import type { Run } from './run.ts'

/** What started a run, in the one word that lists have room for. */
export const triggerWord: Record<Run['trigger'], string> = {
  hand: 'Manual',
  cli: 'CLI',
  api: 'API',
  tray: 'Tray',
  schedule: 'Schedule',
  backfill: 'Backfill',
  flow: 'Flow',
  hook: 'Hook',
  condition: 'Condition',
  'app-start': 'App start',
  login: 'Login',
  wake: 'Wake',
  unlock: 'Unlock',
  files: 'File',
  after: 'After job',
  webhook: 'Webhook',
}
