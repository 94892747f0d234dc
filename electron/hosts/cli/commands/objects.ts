import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Maker, ObjectDetail } from '../../../../shared/model/object.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, table } from '../print.ts'
import { exactTime, timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

type Answer<Call extends keyof Client['objects']> = Awaited<ReturnType<Client['objects'][Call]>>

/** Finds out where a file came from, by its content. */
export async function blame(global: Global, file: string, { json }: Json): Promise<number> {
  const hash = (await hashOfFile(file)) ?? (/^[0-9a-f]{4,64}$/i.test(file) ? file : null)
  if (hash === null) throw new AppError('not-found', `There is no file "${file}", and it is not the hash of an artifact either.`)
  return withClient(global, 'look', async (client) => {
    const found = await client.objects.get({ hash }).catch((error: { code?: string }) => {
      if (error.code === 'not-found') throw new AppError('not-found', `No run produced "${file}" (SHA-256 ${hash}).`)
      throw error
    })
    const { items } = await client.objects.lineage({ hash })
    if (json) printJson({ ...found, lineage: items })
    else printLineage(items, found.usedBy)
    return exitCodes.done
  })
}

/** The run that produced the file, the sources of its inputs one level deeper each, and the runs that use it. */
function printLineage(lineage: Answer<'lineage'>['items'], usedBy: ObjectDetail['usedBy']): void {
  for (const [depth, { file, by }] of lineage.entries()) {
    const indent = '  '.repeat(depth)
    out(`${indent}${shown(file.name)}  ${file.hash.slice(0, 12)}`)
    if (by) for (const line of makerLines(by)) out(`${indent}  ${line}`)
    else out(`${indent}  an input from outside LocalFlow`)
  }
  if (usedBy.length === 0) return
  out('Used by:')
  for (const use of usedBy) out(`  ${placeOf(use)}: ${use.status}${use.files.map(({ name }) => ` → ${shown(name)}`).join('')}`)
}

async function hashOfFile(path: string): Promise<string | null> {
  const facts = await stat(path).catch(() => null)
  if (!facts) return null
  if (!facts.isFile()) throw new AppError('invalid', `Could not read "${path}": it is not a file.`)
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** A name on one line, whatever is in it. */
const shown = (name: string): string => JSON.stringify(name).slice(1, -1)

const placeOf = ({ run, runNumber, step, nth }: Maker): string =>
  `run ${runNumber}${run ? ` of ${shown(run.title)}` : ' (deleted)'}${step === null ? '' : `, step ${step}${nth === null ? '' : ` (${nth})`}`}`

const makerLines = (by: Maker): string[] => [
  `${placeOf(by)}${by.at === null ? '' : `, ${exactTime(by.at)}`}`,
  ...(by.command ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 5)
    .map((line) => `| ${line}`),
  ...(by.input ? [`from ${shown(by.input.name)}  ${by.input.hash.slice(0, 12)}`] : []),
]

export async function listObjects(global: Global, { json, limit = 50 }: Json & { limit?: number }): Promise<number> {
  return withClient(global, 'look', async (client) => {
    const { items } = await client.objects.list({ limit })
    if (json) printJson(items)
    else if (items.length === 0) out('No artifacts yet. LocalFlow keeps the files that a script writes into $OUTPUT_DIR.')
    else out(table(['HASH', 'NAME', 'SIZE', 'RUN', 'STORED'], items.map(objectLine)))
    return exitCodes.done
  })
}

const objectLine = ({ hash, name, size, run, madeAt }: Answer<'list'>['items'][number]): string[] => [
  hash.slice(0, 12),
  shown(name).slice(0, 60),
  sizeText(size),
  String(run),
  timeText(madeAt),
]

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= 1_024 && unit < units.length - 1; unit++) value /= 1_024
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

export async function getObject(global: Global, hash: string, { output }: Json & { output?: string }): Promise<number> {
  return withClient(global, 'look', async (client) => {
    const found = await client.objects.get({ hash })
    if (output !== undefined) await writeObject(client, found.hash, output)
    else
      await pour(
        client,
        found.hash,
        (bytes) => new Promise((done) => (process.stdout.write(bytes) ? done() : process.stdout.once('drain', done))),
      )
    return exitCodes.done
  })
}

/** Writes a new file, and deletes it again if its content does not match its hash. */
export async function writeObject(client: Client, hash: string, path: string): Promise<void> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new AppError('conflict', `Could not write "${path}": it exists already, and LocalFlow overwrites no file.`)
    throw new AppError('invalid', `Could not write "${path}" (${error.code}).`)
  })
  try {
    await pour(client, hash, async (bytes) => void (await file.writeFile(bytes)))
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
  await file.close()
}

/** Throws conflict if the content does not match the hash. */
async function pour(client: Client, hash: string, take: (bytes: Buffer) => Promise<void>): Promise<void> {
  const seen = createHash('sha256')
  for await (const { data } of await client.objects.bytes({ hash })) {
    const bytes = Buffer.from(data, 'base64')
    seen.update(bytes)
    await take(bytes)
  }
  if (seen.digest('hex') !== hash)
    throw new AppError('conflict', `The artifact ${hash.slice(0, 12)} is damaged: its content does not match its hash.`)
}
