import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Definition } from '../../../../shared/flow/definition.ts'
import { type RunHistory, readHistory } from '../../../../shared/flow/history-file.ts'
import { readDefinition } from '../../../../shared/flow/read.ts'
import { replay as decideAgain } from '../../../../shared/flow/replay.ts'
import { eventTitle } from '../../../../shared/model/event-title.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { isFile } from './history.ts'

type ReplayOptions = Json & { version?: number; definition?: string; to?: number }
type Replayed = Awaited<ReturnType<Client['flowRuns']['replay']>>

/** Repeats the decisions of a history. Exits with 0 if all are the same, else prints the first difference and exits with 1. */
export async function replay(global: Global, ref: string, options: ReplayOptions): Promise<number> {
  if (isFile(ref)) return told(replayFile(readHistory(await readText(ref)), options, await definitionOf(options)), options)
  if (options.definition !== undefined)
    throw new AppError('invalid', '--definition goes with an exported history. For a run of this LocalFlow, use --version.')
  const { version, to } = options
  return withClient(global, 'look', async (client) => {
    const chosen = { ...(version === undefined ? {} : { version }), ...(to === undefined ? {} : { to }) }
    return told(await client.flowRuns.replay({ ref, ...chosen }), options)
  })
}

async function definitionOf({ definition: file, version }: ReplayOptions): Promise<Definition | null> {
  if (version !== undefined)
    throw new AppError(
      'invalid',
      '--version goes with a run of this LocalFlow. For an exported history, use --definition FILE; "lf flow show" prints one.',
    )
  if (file === undefined) return null
  const { definition } = readDefinition(await readText(file))
  if (definition) return definition
  throw new AppError('invalid', `Could not read ${file}: the definition has errors. List them with: lf flow validate ${file}`)
}

function replayFile({ definition, version, events }: RunHistory, { to }: ReplayOptions, other: Definition | null): Replayed {
  const { decisions, difference } = decideAgain(other ?? definition, events, to)
  return { version: other ? null : version, events: events.length, decisions, difference }
}

function told(replayed: Replayed, { json }: Json): number {
  const { difference, events, decisions } = replayed
  if (json) printJson(replayed)
  else if (!difference) out(`All ${decisions} decisions in ${events} events are the same.`)
  else {
    const { n, recorded, decided, problem } = difference
    out(`The decisions differ after event ${n - 1} of ${events}:`)
    out(`  recorded  ${wordsOf(recorded)}`)
    out(`  decided   ${problem ?? wordsOf(decided)}`)
  }
  return difference ? exitCodes.failed : exitCodes.done
}

const wordsOf = (event: NonNullable<Replayed['difference']>['decided']): string =>
  event ? `${eventTitle(event)} ${JSON.stringify(event.data)}` : 'nothing'
