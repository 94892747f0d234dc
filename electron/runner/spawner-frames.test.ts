import { describe, expect, it } from 'vitest'
import {
  acknowledge,
  done,
  environment,
  type FromSpawner,
  frameReader,
  hello,
  type SpawnerOrder,
  start,
  stop,
} from './spawner-frames.ts'

const order: SpawnerOrder = {
  id: 'a1',
  timeoutMs: 1_000,
  graceMs: 500,
  stopSignal: 15,
  openFiles: 1_024,
  file: 'sh',
  args: ['-c', 'é'],
  cwd: '/',
  environment: 1,
  env: { A: 'b=c' },
  memo: '{}',
  input: { text: 'in' },
}

/** A spawner of this release must understand the runner of the next, and the other way around. */
describe('the bytes of the first version', () => {
  it.each([
    ['hello', hello(), '03000000' + '48' + '0100'],
    ['an environment', environment(1, { A: 'b' }), '11000000' + '45' + '01000000' + '01000000' + '04000000' + '413d6200'],
    [
      'an order',
      start(order),
      `6a000000${'53'}${'03000000' + '613100'}${'e803000000000000'}${'f401000000000000'}${'0f000000'}${'0004000000000000'}` +
        `${'03000000' + '736800'}${'02000000' + '2f00'}${'01000000'}${'01000000' + '06000000' + '413d623d6300'}` +
        `${'03000000' + '03000000' + '736800' + '03000000' + '2d6300' + '03000000' + 'c3a900'}${'03000000' + '7b7d00'}` +
        `${'01000000' + '00'}696e`,
    ],
    [
      'an acknowledgement',
      acknowledge('a1', { out: 3, err: 4, bytes: Buffer.from('n') }, 5),
      '1d000000' + '41' + '03000000613100' + '0300000000000000' + '0400000000000000' + '05000000' + '6e',
    ],
    ['a stop', stop('a1', 'limit'), '09000000' + '58' + '03000000613100' + '03'],
    ['an end that is written down', done('a1'), '08000000' + '44' + '03000000613100'],
  ])('are those of %s', (_, bytes, expected) => {
    expect(bytes.toString('hex')).toBe(expected)
  })

  const id = '03000000613100'
  it.each<[string, FromSpawner]>([
    ['0f00000068010007000000' + '0900000000000000', { type: 'hello', version: 1, pid: 7, began: 9 }],
    [
      `2000000072${id}03000000000000000400000000000000${'03000000' + '7b7d00'}6e`,
      { type: 'running', id: 'a1', memo: '{}', note: { out: 3, err: 4, bytes: Buffer.from('n') } },
    ],
    ['0100000077', { type: 'ready' }],
    [`130000006f${id}0103000000000000006869`, { type: 'output', id: 'a1', stream: 'err', offset: 3, bytes: Buffer.from('hi') }],
    [`0900000063${id}00`, { type: 'closed', id: 'a1', stream: 'out' }],
    [
      `3f00000021${id}67020301000000000000000700000000${'01'}00000200000003000000000000000400000000000000${'0500000000000000'}0100000009000000`,
      {
        type: 'report',
        id: 'a1',
        report: {
          kind: 'gone',
          cause: 'stop',
          stage: 'program',
          at: 1,
          pid: 7,
          status: 256,
          error: 2,
          userUs: 3,
          systemUs: 4,
          peakKb: 5,
          count: 1,
          survivors: [9],
        },
      },
    ],
  ])('%s are read', (hex, expected) => {
    const bytes = Buffer.from(hex, 'hex')
    expect(frameReader()(bytes)).toEqual([expected])
    const read = frameReader()
    expect([...bytes].flatMap((byte) => read(Buffer.from([byte])))).toEqual([expected])
  })
})

it('a frame without a possible length is none of the spawner', () => {
  expect(() => frameReader()(Buffer.from('ffffffff00', 'hex'))).toThrow(RangeError)
  expect(() => frameReader()(Buffer.alloc(4))).toThrow(RangeError)
})
