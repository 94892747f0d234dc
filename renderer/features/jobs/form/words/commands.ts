import { countText } from '../../../../ui/count-text.ts'

export const commands = {
  title: 'Commands',
  found: (count: number) => `${countText(count, ['command', 'commands'])} found`,
  missing: (names: string) => `not found: ${names}`,
  notFound: 'Not found',
  wayOut: (count: number) =>
    `No folder of this job's PATH has ${count === 1 ? 'it' : 'them'}. Install ${count === 1 ? 'the program' : 'the programs'}, write the full path, or set PATH under Environment.`,
}
