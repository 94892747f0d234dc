import { AppError } from '../../../../shared/errors.ts'
import { SecretName, SecretValue } from '../../../../shared/model/secret.ts'
import { askHidden } from '../ask-hidden.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson, table, time } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'

export const listSecrets = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.secrets.list()
    if (options.json) printJson(items)
    else if (items.length === 0) err('There are no secrets. Set one with: lf secret set NAME')
    else
      out(
        table(
          ['SECRET', 'SET', 'USED BY'],
          items.map(({ name, updatedAt, usedBy: { jobs, flows } }) => [name, time(updatedAt), [...jobs, ...flows].join(', ')]),
        ),
      )
    return exitCodes.done
  })

/** The value comes from a file, from standard input, or from a person: never from the command line, which others can see. */
export async function setSecret(global: Global, name: string, options: Json & { file?: string }): Promise<number> {
  requireFit(SecretName.safeParse(name), `"${name}"`)
  const text =
    options.file !== undefined
      ? await readText(options.file)
      : process.stdin.isTTY
        ? await askHidden(`Value of ${name}: `)
        : await readText('-')
  // The line end that a shell or an editor puts behind what it writes.
  const value = text.replace(/\r?\n$/, '')
  requireFit(SecretValue.safeParse(value), 'The value')
  return withClient(global, 'look', async (client) => {
    const secret = await client.secrets.set({ name, value })
    if (options.json) printJson(secret)
    else out(`${name} is set. In a job or a flow, $secrets.${name} stands for it.`)
    return exitCodes.done
  })
}

export const deleteSecret = (global: Global, name: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { items } = await client.secrets.list()
    const used = items.find((secret) => secret.name === name)?.usedBy
    await client.secrets.remove({ name })
    if (options.json) printJson({ name })
    else out(`${name} is deleted.`)
    const users = [...(used?.jobs ?? []), ...(used?.flows ?? [])]
    if (users.length > 0) err(`It was used by ${users.join(', ')}: they fail until it is set again.`)
    return exitCodes.done
  })

function requireFit({ error }: { error?: { issues: { message: string }[] } | undefined }, what: string): void {
  if (error) throw new AppError('invalid', `${what} ${error.issues[0]?.message ?? 'is not right'}.`)
}
