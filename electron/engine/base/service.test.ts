import { expect, it } from 'vitest'
import { createServices } from './service.ts'

function createLog() {
  const log: string[] = []
  const part = (name: string) => ({ start: () => void log.push(`start ${name}`), stop: () => void log.push(`stop ${name}`) })
  return { log, part }
}

it('services stop in the reverse of the order in which they were added or started, each once', () => {
  const { log, part } = createLog()
  const [store, dispatcher, scheduler] = [part('store'), part('dispatcher'), part('scheduler')]
  const services = createServices()
  services.add(store, dispatcher)
  services.start(scheduler)
  services.start(dispatcher)
  services.start(dispatcher)
  services.stop()
  services.stop()
  expect(log).toEqual(['start scheduler', 'start dispatcher', 'stop scheduler', 'stop dispatcher', 'stop store'])
})

it('a service does not start once all are stopped', () => {
  const { log, part } = createLog()
  const services = createServices()
  services.stop()
  services.start(part('late'))
  expect(log).toEqual([])
})

it('a service whose start fails is stopped with the others', () => {
  const { log, part } = createLog()
  const services = createServices()
  const failing = {
    ...part('b'),
    start() {
      throw new Error('no')
    },
  }
  services.start(part('a'))
  expect(() => services.start(failing)).toThrow('no')
  services.stop()
  expect(log).toEqual(['start a', 'stop b', 'stop a'])
})
