import type { Command } from 'commander'
import type { Client } from '../../../../shared/contract/contract.ts'
import type { ParamSchema } from '../../../../shared/params/schema.ts'
import { type Candidate, candidatesFor, type Place } from '../completion/candidates.ts'
import { namesOf, paramsAt, stateKeysOf } from '../completion/names.ts'
import { lineOf, type Shell, scripts, wordsOf } from '../completion/shells.ts'
import { connectIfRunning, type Global, type GlobalOptions } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, outSource } from '../print.ts'

/** Prints the script for a shell, or what completes the last of the words. Names are completed while LocalFlow runs. */
export async function completion(
  program: Command,
  globalOf: (options: GlobalOptions) => Global,
  shell: Shell,
  words: string[],
  options: GlobalOptions,
): Promise<number> {
  if (words.length === 0) {
    outSource(scripts[shell])
    return exitCodes.done
  }
  const at = <T>(place: Place, other: T, use: (client: Client) => Promise<T>): Promise<T> =>
    whileRunning(globalOf({ ...options, ...place }), other, use).catch(() => other)
  const found = await candidatesFor(
    program,
    wordsOf(words),
    (nouns, place) => at<Candidate[]>(place, [], (client) => namesOf(client, nouns)),
    (ref, place) => at<ParamSchema>(place, {}, (client) => paramsAt(client, ref)),
    (owner, place) => at<Candidate[]>(place, [], (client) => stateKeysOf(client, owner)),
  )
  for (const each of found) if (!/[\n\r]/.test(each.value)) out(lineOf(shell, oneLine(each)))
  return exitCodes.done
}

const oneLine = ({ value, description }: Candidate): Candidate => ({ value, description: description.replaceAll(/\s+/g, ' ') })

async function whileRunning<T>(global: Global, other: T, use: (client: Client) => Promise<T>): Promise<T> {
  const connected = await connectIfRunning(global)
  if (connected === null) return other
  try {
    return await use(connected.client)
  } finally {
    await connected.close()
  }
}
