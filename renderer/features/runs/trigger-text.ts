import type { Run } from '../../../shared/model/run.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { instant } from '../../ui/time.tsx'
import { listWords } from './words/list.ts'

/** With the scheduled time, where there is one: a late run started long after it. */
export const triggerText = ({ trigger, dueAt }: Pick<Run, 'trigger' | 'dueAt'>): string =>
  dueAt === null ? triggerWord[trigger] : listWords.trigger(triggerWord[trigger], instant(dueAt))
