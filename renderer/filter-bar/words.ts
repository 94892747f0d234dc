export const words = {
  clear: 'Clear filter',
  mistake: 'The filter has a mistake',
  mistakeText: 'Correct the underlined part, or clear the filter.',
  noMatch: (noun: string) => `No ${noun} matches`,
  showAll: (total: number) => `Show all ${total.toLocaleString('en')}`,
  suggestions: 'Suggestions',
  edit: (text: string, problem: string | null) => (problem === null ? `Edit ${text}` : `Edit ${text}. ${problem}`),
  remove: (text: string) => `Remove ${text}`,
}
