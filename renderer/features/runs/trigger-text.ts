import type { Run } from '../../../shared/model/run.ts'
import { instant } from '../../ui/time.tsx'

/** What started a run, in the one word that lists have room for. */
export const triggerWord: Record<Run['trigger'], string> = {
  hand: 'Manual',
  cli: 'CLI',
  api: 'API',
  tray: 'Tray',
  schedule: 'Schedule',
  backfill: 'Backfill',
  flow: 'Flow',
  'app-start': 'App start',
  login: 'Login',
  wake: 'Wake',
  unlock: 'Unlock',
  files: 'File',
  after: 'After job',
  webhook: 'Webhook',
}

/** With the scheduled time, where there is one: a late run started long after it. */
export const triggerText = ({ trigger, dueAt }: Pick<Run, 'trigger' | 'dueAt'>): string =>
  dueAt === null ? triggerWord[trigger] : `${triggerWord[trigger]}, scheduled for ${instant(dueAt)}`
