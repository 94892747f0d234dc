import type { Command } from 'commander'
import { type Candidate, candidatesFor } from '../completion/candidates.ts'
import { namesOf } from '../completion/names.ts'
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
  const found = await candidatesFor(program, wordsOf(words), (nouns, place) =>
    namesAt(globalOf({ ...options, ...place }), nouns).catch((): Candidate[] => []),
  )
  for (const each of found) if (!/[\n\r]/.test(each.value)) out(lineOf(shell, oneLine(each)))
  return exitCodes.done
}

const oneLine = ({ value, description }: Candidate): Candidate => ({ value, description: description.replaceAll(/\s+/g, ' ') })

async function namesAt(global: Global, nouns: Parameters<typeof namesOf>[1]): Promise<Candidate[]> {
  const connected = await connectIfRunning(global)
  if (connected === null) return []
  try {
    return await namesOf(connected.client, nouns)
  } finally {
    await connected.close()
  }
}
