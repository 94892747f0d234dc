import { describe, expect, it } from 'vitest'
import { placeOf, placeOfNode, withPlace } from './place.ts'

const read = (text: string) => placeOf(new URLSearchParams(text))

describe('the place of a log in the address', () => {
  it('is a step, an item and an attempt', () => {
    expect(read('step=tests&visit=2&item=2&attempt=1')).toEqual({ step: 'tests', visit: 2, item: 2, attempt: 1 })
    expect(read('')).toEqual({ step: null, visit: null, item: null, attempt: null })
  })

  it('ignores what is not a number from 1', () => {
    expect(read('item=0&attempt=-1')).toMatchObject({ item: null, attempt: null })
    expect(read('item=1e3&attempt=99999999999999')).toMatchObject({ item: null, attempt: null })
  })

  it('is named by a node, whose items count from 0', () => {
    expect(placeOfNode('tests')).toEqual({ step: 'tests', visit: null, item: null, attempt: null })
    expect(placeOfNode('tests#2/0', 3)).toEqual({ step: 'tests', visit: 2, item: 1, attempt: 3 })
    expect(placeOfNode('sort/1')).toMatchObject({ step: 'sort', item: 2 })
  })

  it('changes without what else the address says', () => {
    const before = new URLSearchParams('tab=log&step=a&attempt=2&peek=b')
    expect(withPlace(before, { step: 'c', attempt: null }, { peek: null }).toString()).toBe('tab=log&step=c')
  })
})
