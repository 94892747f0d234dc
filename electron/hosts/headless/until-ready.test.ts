import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../engine/testing/fake-clock.ts'
import { untilReady } from './until-ready.ts'

describe('a server that starts', () => {
  it('waits for the runner, and then reports nothing', async () => {
    const clock = createFakeClock()
    let connect = () => {}
    const connected = new Promise<void>((resolve) => {
      connect = resolve
    })
    const said: string[] = []
    const ready = untilReady({ connected, health: () => ['No runner.'] }, clock, (words) => said.push(words))
    clock.advance(9_999)
    connect()
    await ready
    clock.advance(60_000)
    expect(said).toEqual([])
  })

  it('waits no longer than ten seconds, and then reports what it lacks', async () => {
    const clock = createFakeClock()
    const said: string[] = []
    const never = new Promise<void>(() => {})
    const ready = untilReady({ connected: never, health: () => ['The runner is not connected.'] }, clock, (words) =>
      said.push(words),
    )
    clock.advance(10_000)
    await ready
    expect(said).toEqual(['LocalFlow is not ready yet: The runner is not connected. LocalFlow already listens and keeps trying.'])
  })
})
