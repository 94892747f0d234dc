import type { ReactNode } from 'react'
import type { Operation } from '../../../../shared/model/operation.ts'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'
import { nouns } from '../words/list.ts'

const runs = (count: number): string => countText(count, nouns)

/** Words of the panel with the actions on many runs. */
export const words = {
  title: 'Bulk operations',
  note: 'Newest first. Operations are kept for 90 days.',
  what: 'operations',
  none: 'No bulk operations yet',
  noneHint: 'Select several runs, or use the menu of this page, to stop, retry, re-run, pin or delete them together.',
  actions: {
    rerun: 'Re-run',
    pin: 'Pin',
    unpin: 'Unpin',
    cancel: 'Stop',
    retry: 'Retry',
    delete: 'Delete',
  } satisfies Record<Operation['action'], string>,
  nameOf: (action: string, count: number, isPart: boolean) => `${action} ${countText(count, nouns, { isPart })}`,
  filter: (filter: ReactNode) => sentence`All that match ${filter}`,
  allRuns: 'All runs',
  startedBy: (time: ReactNode, actor: ReactNode) => sentence`${time} ${actor}`,
  states: { running: 'Running', done: 'Done', cancelled: 'Cancelled', failed: 'Failed' } satisfies Record<
    Operation['state'],
    string
  >,
  done: {
    rerun: (count: number) => `${count.toLocaleString('en')} started`,
    pin: (count: number) => `${count.toLocaleString('en')} pinned`,
    unpin: (count: number) => `${count.toLocaleString('en')} unpinned`,
    cancel: (count: number) => `${count.toLocaleString('en')} stopped`,
    retry: (count: number) => `${count.toLocaleString('en')} retried`,
    delete: (count: number) => `${count.toLocaleString('en')} deleted`,
  } satisfies Record<Operation['action'], (count: number) => string>,
  refused: (count: number, reason: string) => `${count.toLocaleString('en')} refused: ${reason}`,
  notReached: (count: number) => `${runs(count)} not reached`,
  cancel: 'Cancel',
  cancelOf: (name: string) => `Cancel “${name}”`,
  notCancelled: 'Could not cancel the operation',
}
