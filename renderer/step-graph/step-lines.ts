import type { Manifest } from '../../shared/pipeline/manifest.ts'
import { codeLine } from '../graph/code-line.ts'

/** What each step runs, in a line, by its name. */
export const stepLines = ({ steps }: Manifest): Record<string, string> =>
  Object.fromEntries(
    steps.flatMap(({ name, script }) => {
      const line = codeLine(script)
      return line === undefined ? [] : [[name, line.slice(0, 200)]]
    }),
  )
