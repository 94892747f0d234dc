import type * as z from 'zod'
import { plainError } from '../../../../shared/model/plain-error.ts'
import { SecretName, SecretValue } from '../../../../shared/model/secret.ts'
import { askHidden } from '../ask-hidden.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { invalidInput, sentencesOf } from '../invalid-input.ts'
import { err, out, printJson, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

export const listSecrets = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.secrets.list()
    if (options.json) printJson(items)
    else if (items.length === 0) out('No secrets yet. Set one with: lf secret set NAME')
    else
      out(
        table(
          ['SECRET', 'SET', 'USED BY'],
          items.map(({ name, updatedAt, usedBy: { jobs, flows } }) => [
            name,
            timeText(updatedAt),
            [...jobs, ...flows].join(', '),
          ]),
        ),
      )
    return exitCodes.done
  })

/** The value is never an argument, because other accounts can read command lines. */
export async function setSecret(global: Global, name: string, options: Json & { file?: string }): Promise<number> {
  requireValid(SecretName, name, `"${name}"`)
  const text =
    options.file !== undefined
      ? await readText(options.file)
      : process.stdin.isTTY
        ? await askHidden(`Value of ${name}: `)
        : await readText('-')
  // Shells and editors end what they write with a line break.
  const value = text.replace(/\r?\n$/, '')
  requireValid(SecretValue, value, 'The value')
  return withClient(global, 'define', async (client) => {
    const secret = await client.secrets.set({ name, value })
    if (options.json) printJson(secret)
    else out(`Set secret ${name}. Jobs and flows refer to it as $secrets.${name}`)
    return exitCodes.done
  })
}

export const deleteSecret = (global: Global, name: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.secrets.list()
    const used = items.find((secret) => secret.name === name)?.usedBy
    await client.secrets.remove({ name })
    if (options.json) printJson({ name })
    else out(`Deleted secret ${name}.`)
    const users = [...(used?.jobs ?? []), ...(used?.flows ?? [])]
    if (users.length > 0) err(`Still used by ${users.join(', ')}, whose runs fail until you set it again.`)
    return exitCodes.done
  })

function requireValid(schema: z.ZodType, value: string, what: string): void {
  const { error } = schema.safeParse(value, { error: plainError })
  if (error)
    throw invalidInput(
      'Could not set the secret',
      sentencesOf(error.issues, () => what),
    )
}
