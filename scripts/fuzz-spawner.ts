import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { done, environment, hello, start, stop } from '../electron/runner/spawner-frames.ts'
import { listener, openSpawner, plainOrder } from '../electron/runner/testing-spawner.ts'
import { buildSpawner } from './build-native.ts'

/**
 * Throws damaged frames at the spawner, compiled with the sanitizers: it drops the runner that says them, keeps what runs,
 * and never dies. `npm run fuzz-spawner -- ROUNDS SEED`
 */
const [rounds = 200, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number)
const sanitizers = ['-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-fno-omit-frame-pointer']

let state = seed
/** A number from 0 to below `most`. */
function random(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * most)
}

function damaged(): Buffer {
  const order = start({ ...plainOrder(`fuzz-${random(1_000_000)}`, 'true', ['a', 'b']), environment: 1 })
  const whole = Buffer.concat([hello(), environment(1, { PATH: '/usr/bin:/bin' }), order, stop('x', 'stop'), done('fuzz')])
  const bytes = Buffer.from(random(4) === 0 ? whole.subarray(0, random(whole.length)) : whole)
  for (let change = 1 + random(6); change > 0; change--) bytes[random(bytes.length || 1)] = random(256)
  return bytes
}

const program = buildSpawner('spawner-sanitized', sanitizers)
if (!program) throw new Error('There is no C compiler.')
const folder = mkdtempSync(join(tmpdir(), 'localflow-fuzz-'))
const spawner = await openSpawner(program, folder)
try {
  const first = await spawner.next()
  // Progress lets the spawner start the next runner at once.
  const beginning = [hello(), environment(1, { PATH: '/usr/bin:/bin' }), done('none')]
  first.write(Buffer.concat([...beginning, start({ ...plainOrder('stays', 'sleep', ['3600']), environment: 1 })]))
  await new Promise((resolve) => first.once('data', resolve))
  first.destroy()
  for (let round = 0; round < rounds; round++) {
    const runner = await Promise.race([spawner.next(), spawner.exit])
    if (runner === null || typeof runner === 'number') throw new Error(`the spawner died in round ${round}:\n${spawner.errors()}`)
    runner.on('data', () => {})
    if (random(16) > 0) runner.write(Buffer.concat(beginning))
    runner.write(damaged())
    setTimeout(() => runner.destroy(), 20)
    await new Promise((resolve) => runner.once('close', resolve))
  }
  const client = await spawner.client()
  const stays = client.resumed.find(({ id }) => id === 'stays')
  if (stays?.memo !== 'memo') throw new Error('what ran has not stayed')
  const heard = listener()
  client.follow('stays', heard.kept)
  client.stop('stays', 'stop')
  await heard.ended
  for (const { id } of client.resumed) client.done(id)
  client.close()
  const code = await spawner.exit
  if (code !== 0) throw new Error(`the spawner left with ${code}:\n${spawner.errors()}`)
  console.log(JSON.stringify({ rounds, seed, died: 0, errors: spawner.errors() }))
} finally {
  spawner.close()
  rmSync(folder, { recursive: true, force: true })
}
