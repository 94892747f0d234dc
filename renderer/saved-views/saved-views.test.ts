import { expect, it } from 'vitest'
import { keptParams, pathOfView, putView } from './saved-views.ts'

const view = {
  id: 'a1',
  list: 'tasks',
  name: 'Failed mails',
  q: 'queue:mail',
  params: 'sort=-due&view=failed',
  columns: null,
  shared: false,
  isMine: true,
} as const

it('the address of a view is that of its list, with its filter and what else the view keeps', () => {
  const path = pathOfView(view)
  expect(path).toBe('/queue?saved=a1&q=queue%3Amail&sort=-due&view=failed')
  expect(keptParams(new URLSearchParams(path.split('?')[1]))).toBe(view.params)
})

it('another view takes the place of all that a view keeps, and of nothing else', () => {
  const address = new URLSearchParams('tab=runs&q=x&sort=name&view=held&queue=mail')
  putView(address, { ...view, q: '', params: 'sort=-due&tab=evil' })
  expect(address.toString()).toBe('tab=runs&saved=a1&sort=-due')
  putView(address, null)
  expect(address.toString()).toBe('tab=runs')
})
