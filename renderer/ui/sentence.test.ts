import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { sentence } from './sentence.ts'

it('a sentence keeps the order of its texts and elements', () => {
  const calls = (name: ReactNode, input: ReactNode) => sentence`Calls ${name} with ${input}.`
  expect(renderToStaticMarkup(calls(createElement('code', null, 'noop'), 'null'))).toBe('Calls <code>noop</code> with null.')
})
