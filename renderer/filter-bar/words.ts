import type { ReactNode } from 'react'
import { sentence } from '../ui/sentence.ts'

export const words = {
  clear: 'Clear filter',
  mistake: 'The filter has a mistake',
  stillShows: (filter: ReactNode) => sentence`Until you correct the filter, the list shows what matches ${filter}.`,
  stillShowsAll: 'Until you correct the filter, the list shows everything.',
  mistakeText: 'Correct the underlined part, or clear the filter.',
  noMatch: (nouns: string) => `No matching ${nouns}`,
  showAll: (total: number) => `Show all ${total.toLocaleString('en')}`,
  suggestions: 'Suggestions',
  asText: 'Find this text',
  count: (count: number, isPart: boolean) => `${count.toLocaleString('en')}${isPart && count > 0 ? '+' : ''}`,
  newest: (count: number) => `Counts of the newest ${count.toLocaleString('en')}`,
  edit: (text: string, problem: string | null) => (problem === null ? `Edit ${text}` : `Edit ${text}. ${problem}`),
  remove: (text: string) => `Remove ${text}`,
}
