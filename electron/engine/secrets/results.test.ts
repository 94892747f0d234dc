import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { logOf, shell, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'

const leaving = `printf ready; while [ ! -e "$GO" ]; do sleep 0.05; done
printf '{"told":"%s"}' "$SECRET" > "$OUTPUT_DIR/.outputs.json"`

it('a result is kept without its secrets though the engine was restarted while the run went on', async () => {
  const dataFolder = temporaryFolder()
  const go = join(temporaryFolder(), 'go')
  const first = await startTestEngine({ dataFolder })
  await first.secrets.set('TOKEN', 'tok-0123456789')
  await first.secrets.set('REMOVED', 'another-0123456789')
  const env = { SECRET: '$secrets.TOKEN', OTHER: '$secrets.REMOVED', GO: go }
  const { id } = await first.manual.exec(shell(leaving, { env, secrets: { env: ['SECRET', 'OTHER'] } }), undefined, 'api')
  await until(async () => (await logOf(first, id)) === 'ready')
  await first.secrets.remove('REMOVED')
  first.stop()

  const second = await startTestEngine({ dataFolder })
  writeFileSync(go, '')
  expect((await untilEnded(second, id)).status).toBe('succeeded')
  expect(second.runs.detail(id).result).toEqual({ told: '***' })
})
