import { describe, expect, it } from 'vitest'
import { holderOf, isSingle, keyIds, keysOf, noChanges, withKeys } from './key-changes.ts'
import { keyMapOf } from './key-map.ts'
import { keyTable } from './key-table.ts'

describe('the keys of the table', () => {
  it('mean one thing each, wherever two actions can be on one page', () => {
    const twice = keyIds.flatMap((id) =>
      keyTable[id].keys.flatMap((key) => (holderOf(key, id, {}) === null ? [] : [`${key}: ${id}, ${holderOf(key, id, {})}`])),
    )
    expect(twice).toEqual([])
  })

  it('start a sequence only with G', () => {
    expect([...keyMapOf(noChanges).prefixes]).toEqual(['g'])
  })
})

describe('changed keys', () => {
  it('stand in for those of the table, until they are reset', () => {
    const keys = withKeys('save', ['mod+e'], {})
    expect(keysOf('save', keys)).toEqual(['mod+e'])
    expect(keysOf('test', keys)).toEqual(['mod+Enter'])
    expect(withKeys('save', ['mod+s'], keys)).toEqual({})
    expect(keysOf('save', withKeys('save', [], keys))).toEqual([])
  })

  it('take a key from the action that had it, which has it again after a reset', () => {
    expect(holderOf('k', 'next', {})).toBe('previous')
    const keys = withKeys('next', ['k'], {})
    expect(keysOf('previous', keys)).toEqual(['ArrowUp'])
    expect(holderOf('k', 'next', keys)).toBeNull()
    expect(holderOf('j', 'previous', keys)).toBeNull()
    const swapped = withKeys('previous', ['j'], keys)
    expect(keysOf('next', swapped)).toEqual(['k'])
    const back = withKeys('next', ['j', 'ArrowDown'], swapped)
    expect(keysOf('next', back)).toEqual(['j', 'ArrowDown'])
    expect(keysOf('previous', back)).toEqual([])
    expect(keysOf('previous', withKeys('next', ['j', 'ArrowDown'], keys))).toEqual(['k', 'ArrowUp'])
  })

  it('conflict with a sequence that they start, on every page', () => {
    expect(holderOf('g', 'stop', {})).toBe('settings')
    expect(keysOf('goHome', withKeys('stop', ['g'], {}))).toEqual([])
    expect(holderOf('g x', 'stop', {})).toBeNull()
  })

  it('of pages that are never shown together do not conflict, those of lists conflict with the list on Home', () => {
    expect(holderOf('a', 'stop', {})).toBeNull()
    expect(holderOf('j', 'acknowledgeAlert', {})).toBe('next')
    expect(holderOf('e', 'acknowledgeAlert', {})).toBeNull()
  })

  it('of another release are kept and do nothing', () => {
    const newer = { beamUp: ['b'], constructor: ['c'] }
    expect(withKeys('save', ['mod+e'], newer)).toEqual({ ...newer, save: ['mod+e'] })
    expect(holderOf('b', 'save', newer)).toBeNull()
    expect(Object.keys(keyMapOf({ keys: newer, singleKeys: true }).keys)).toEqual(keyIds)
  })
})

it('without single-letter keys, only those that type no character work', () => {
  const { keys, prefixes } = keyMapOf({ keys: {}, singleKeys: false })
  expect(keys.next).toEqual(['ArrowDown'])
  expect(keys.settings).toEqual(['mod+,'])
  expect([keys.help, keys.stop, keys.goHome]).toEqual([[], [], []])
  expect(prefixes.size).toBe(0)
  expect(['é', '?', '7', 'Shift+s', 'g h', 'mod+k g'].map(isSingle)).toEqual([true, true, true, true, true, false])
  expect(['Enter', 'ArrowUp', 'Space', 'F2', 'mod+k', 'Alt+x'].map(isSingle)).toEqual([false, false, false, false, false, false])
})
