import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** What must hold of every program, whoever starts it: by the runner itself, and by the spawner. */
type Place = [file: string, title: string]
type Row = { both: Place } | { runner: Place; spawner: Place }

const rows: Record<string, Row> = {
  'X1: ignores SIGTERM': { both: ['stop', 'and ignores the signal is killed after its grace period, every time'] },
  'X2: twenty grandchildren': { both: ['stop', 'is stopped with its twenty grandchildren, three levels deep'] },
  'X3: becomes a daemon': {
    runner: ['sweep', 'is dead soon after a stop, every time'],
    spawner: ['kept', 'takes along what left its session with an empty environment, every time'],
  },
  'X3: a survivor is listed': {
    runner: ['sweep', 'is counted on a run that ends by itself, and left alone'],
    spawner: ['kept', 'lists a stopped program that has become another user and refuses to die, and ends its run'],
  },
  'X4: LocalFlow is killed while it runs': {
    runner: ['main', 'stays alone with a child, leaves after its end, and has written down how it ended'],
    spawner: ['kept', 'what it ran goes on, and the next runner tells its end'],
  },
  'X5: memory': { both: ['limits', 'stops a child that exceeds it, and says by how much'] },
  'X5: processor time': { both: ['limits', 'stops a child that goes beyond it'] },
  'X6: more output than fits': { both: ['output', 'ends with the exact number of missing bytes'] },
  'X6: fast output': { both: ['output', 'does not stop a child that writes more than memory should hold'] },
  'X7: no end of line': { both: ['output', 'without an end of line is seen while the child lives'] },
  'X7: many at once': { both: ['output', 'that floods both streams at once mixes no lines, and loses none'] },
  'X8: bytes that are no text': { both: ['stdin', 'prints bytes that are no text, and its log has each of them'] },
  'X9: a kill in the middle of output': {
    runner: ['log-writer', 'has each stream byte for byte, and an index that tells the streams apart'],
    spawner: ['kept', 'again and again while a program writes %s, its log has every byte once, and no secret'],
  },
  'X10: exit codes': { both: ['child', 'has the exit code it gave, from 0 to 255'] },
  'X10: signals': { both: ['child', 'that dies of %s reports the signal, and no stop'] },
  'X10: input that is not read': { both: ['stdin', 'keeps its outcome when it reads nothing of it'] },
  'X10: stdout closed early': {
    both: ['output', 'that closes its stdout early is complete up to then, and its stderr continues'],
  },
  'X10: no such program': { both: ['child', 'because its program is not found, has an error that names it'] },
  'X10: not executable': { both: ['child', 'because its program is not executable, has an error that says it'] },
  'X10: working folder': {
    both: ['child', 'because its working folder is missing, is a file, or may not be entered blames the folder'],
  },
  'X10: environment': { both: ['child', 'gets 128 KB of environment, and values with newlines and equals signs'] },
  'X10: arguments': { both: ['child', 'gets every argument byte for byte, without a shell'] },
  'X11: input that never ends': { both: ['stdin', 'that is a pipe without a writer does not block the runner'] },
  'X11: no terminal': { both: ['child', 'leads a session of its own, without a terminal'] },
  'exact processor time and memory': {
    runner: ['sampler', 'counts the usage of short-lived processes that have ended'],
    spawner: ['kept', 'tells the processor time and the memory of a program that no sample saw, with those of its children'],
  },
}

const root = join(import.meta.dirname, '..')
const [, names = ''] = /bySpawner = \[(.+?)\]/s.exec(readFileSync(join(root, 'vitest.config.ts'), 'utf8')) ?? []
const bySpawner = new Set([...names.matchAll(/'([\w-]+)'/g)].map(([, name]) => name))

function isTested([file, title]: Place): boolean {
  return readFileSync(join(root, `electron/runner/${file}.test.ts`), 'utf8').includes(title)
}

it.each(Object.entries(rows))('%s is tested with the spawner and without it', (_, row) => {
  const places = 'both' in row ? [row.both] : [row.runner, row.spawner]
  expect(places.filter((place) => !isTested(place))).toEqual([])
  expect(bySpawner).toContain(places.at(-1)?.[0])
})
