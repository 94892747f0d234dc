import type { Body } from '../../../shared/model/job.ts'
import { type HeaderProblem, readHeader } from '../../../shared/params/header.ts'
import type { Connected } from './connect.ts'
import type { Kind } from './named.ts'
import { err } from './print.ts'

const note = ({ line, message }: HeaderProblem): void =>
  err(`Note: LocalFlow ignores the parameter in line ${line} of the script: ${message}.`)

/** Reports the comments of a script that were meant as parameters and could not be read, on standard error. */
export const noteHeader = (body: Body): void => {
  if (body.kind === 'script') readHeader(body.script).problems.forEach(note)
}

/** The same for what is run, by its name. Flows and pipelines have no such comments. */
export async function noteHeaderOf(client: Connected['client'], kind: Kind, ref: string, version?: number): Promise<void> {
  if (kind !== 'job') return
  const { problems } = await client.jobs.params({ ref, ...(version === undefined ? {} : { version }) })
  problems.forEach(note)
}
