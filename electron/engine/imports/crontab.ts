import { AppError } from '../../../shared/errors.ts'
import { type Ended, runProgram } from './program.ts'

/** Marks a line of the crontab that LocalFlow runs instead. */
const mark = '#localflow# '

/** The crontab of this person. */
export function createCrontab(env: Record<string, string>) {
  const run = (args: string[], input?: string): Promise<Ended> => runProgram('crontab', args, env, input)

  /** Throws not-found if there is none. */
  async function read(): Promise<string> {
    const { code, stdout, stderr } = await run(['-l'])
    if (code !== 0) throw new AppError('not-found', stderr.trim() || 'You have no crontab.')
    return stdout
  }

  async function install(text: string): Promise<void> {
    const { code, stderr } = await run(['-'], text)
    if (code !== 0) throw new AppError('unavailable', `Could not change your crontab: ${stderr.trim()}`)
  }

  return {
    read,
    /** Comments lines out. Throws conflict if the crontab has changed since it was read. */
    async disable(text: string, lines: number[]): Promise<void> {
      const now = await read()
      if (now !== text)
        throw new AppError(
          'stale',
          'Could not change your crontab: another program changed it in the meantime. Read the crontab again and retry.',
        )
      const wanted = new Set(lines)
      await install(
        now
          .split('\n')
          .map((words, index) => (wanted.has(index + 1) && !words.startsWith(mark) ? `${mark}${words}` : words))
          .join('\n'),
      )
    },
    /** Undoes that for all lines, or for lines with these texts. */
    async restore(lines: string[] | undefined): Promise<void> {
      const before = await read()
      const wanted = lines === undefined ? null : new Set(lines)
      const after = before
        .split('\n')
        .map((line) => {
          const original = line.startsWith(mark) ? line.slice(mark.length) : null
          return original !== null && (wanted === null || wanted.has(original)) ? original : line
        })
        .join('\n')
      if (after === before)
        throw new AppError('not-found', 'There is nothing to restore: LocalFlow commented out no lines of your crontab.')
      await install(after)
    },
  }
}
