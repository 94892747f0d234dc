import { expect, it } from 'vitest'
import type { Param } from '../../../shared/params/param.ts'
import { trayItemsOf } from './tray-job.ts'

it('a job without parameters runs at once', () => {
  expect(trayItemsOf({})).toBeNull()
})

it('the tray offers the defaults, the last values, each choice that completes the values, and the form', () => {
  const region: Param = { type: 'enum', options: ['eu', 'us'], title: 'Region', required: true }
  expect(trayItemsOf({ region, width: { type: 'integer', default: 800 } })).toEqual([
    { label: 'Run with the last values', as: 'last run' },
    { label: '', separates: true },
    {
      label: 'Region',
      items: [
        { label: 'eu', values: { region: 'eu' } },
        { label: 'us', values: { region: 'us' } },
      ],
    },
    { label: '', separates: true },
    { label: 'Run with…', as: 'form' },
  ])
  expect(trayItemsOf({ dry: { type: 'boolean' }, mode: { ...region, required: false } })).toMatchObject([
    { label: 'Run with defaults', values: {} },
    { as: 'last run' },
    { separates: true },
    { label: 'dry', items: [{ values: { dry: true } }, { values: { dry: false } }] },
    { label: 'Region' },
    { separates: true },
    { as: 'form' },
  ])
})

it('a choice that leaves another parameter without a value is not offered', () => {
  const items = trayItemsOf({
    region: { type: 'enum', options: ['eu'], required: true },
    token: { type: 'secret', required: true },
  })
  expect(items?.map(({ label }) => label)).toEqual(['Run with the last values', 'Run with…'])
})
