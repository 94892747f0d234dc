import { asLastLine, withoutOutput, withoutText } from '../../../shared/model/last-line.ts'
import type { Outcome } from '../../runner/protocol.ts'
import { sizeText } from '../../runner/size-text.ts'
import type { Ending, Facts } from '../queue/queue.ts'

/** How a program that nobody stopped ended. Of one that failed, the last line that it printed says why. */
export function endingOfExit({ code, signal, lastLine: line, lastLineOf, outputBytes = 0 }: Outcome, facts: Facts): Ending {
  if (code === 0) return { type: 'succeeded', result: { exitCode: 0 }, facts }
  const lastLine = line !== null && lastLineOf === 'out' ? asLastLine(line) : line
  if (signal !== null) return { type: 'failed', reason: 'signal', error: lastLine ?? `Ended by signal ${signal}.`, facts }
  const none = outputBytes === 0 ? withoutOutput(code) : withoutText(code, sizeText(outputBytes))
  return { type: 'failed', reason: 'exit-code', error: lastLine ?? none, facts }
}
