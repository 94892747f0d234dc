import { describe, expect, it } from 'vitest'
import { fuzzyScore } from './fuzzy.ts'

const names = ['Nightly backup', 'NAS backup', 'Nebula', 'Health probe', 'backup-home', 'Invoice export', 'zfs offsite copy']
const found = (query: string): string[] =>
  names
    .flatMap((name) => {
      const score = fuzzyScore(query, name)
      return score === null ? [] : [{ name, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name)

describe('a fuzzy search', () => {
  it('prefers the starts of words', () => {
    expect(found('nb').slice(0, 2)).toEqual(['NAS backup', 'Nightly backup'])
    expect(found('ni')[0]).toBe('Nightly backup')
    expect(found('zfsoff')).toEqual(['zfs offsite copy'])
  })

  it('takes words in any order, and a word with letters left out', () => {
    expect(found('home backup')).toEqual(['backup-home'])
    expect(found('nghtly')).toEqual(['Nightly backup'])
  })

  it('prefers letters side by side, and the shorter text', () => {
    expect(fuzzyScore('back', 'Nightly backup')).toBeGreaterThan(fuzzyScore('back', 'big archive check') ?? 0)
    expect(fuzzyScore('backup', 'backup')).toBeGreaterThan(fuzzyScore('backup', 'backup of everything') ?? 0)
  })

  it('prefers a word as it was typed to its letters in several words', () => {
    const score = (text: string) => fuzzyScore('backup', text) ?? 0
    expect(score('the second of two backup jobs')).toBeGreaterThan(score('back up'))
    expect(score('a nightly backup')).toBeGreaterThan(score('backups'))
    expect(score('backup clean')).toBeGreaterThan(score('backup pushes'))
  })

  it('finds nothing where a letter is missing, and everything where nothing was typed', () => {
    expect(found('xq')).toEqual([])
    expect(found('  ')).toHaveLength(names.length)
  })

  it('knows other scripts, and stays quick with long texts', () => {
    expect(fuzzyScore('резерв', 'Ночной Резерв')).not.toBeNull()
    expect(fuzzyScore('夜間', '夜間バックアップ')).not.toBeNull()
    expect(fuzzyScore('a'.repeat(10_000), 'a'.repeat(10_000))).not.toBeNull()
  })
})
