import { isContractProcedure, oc } from '@orpc/contract'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { access, type Guarded } from './base.ts'
import { contract } from './contract.ts'

/** Every procedure, the least role that may call it, and what it acts on: the test shows each change. */
const expected = {
  'jobs.list': 'viewer job',
  'jobs.get': 'viewer job',
  'jobs.versions': 'viewer job',
  'jobs.version': 'viewer job',
  'jobs.days': 'viewer job',
  'jobs.create': 'editor job',
  'jobs.update': 'editor job',
  'jobs.setEnabled': 'editor job',
  'jobs.remove': 'editor job',
  'jobs.restore': 'editor job',
  'jobs.duplicate': 'editor job',
  'jobs.run': 'operator job',
  'runs.list': 'viewer run',
  'runs.failing': 'viewer run',
  'runs.activity': 'viewer run',
  'runs.running': 'viewer run',
  'runs.get': 'viewer run',
  'runs.exec': 'editor run',
  'runs.again': 'operator run',
  'runs.cancel': 'operator run',
  'runs.retry': 'operator run',
  'runs.remove': 'editor run',
  'runs.bulk': 'editor run',
  'runs.samples': 'viewer run',
  'runs.events': 'viewer run',
  'logs.read': 'viewer log',
  'logs.watch': 'viewer log',
  'logs.search': 'viewer log',
  'logs.follow': 'viewer log',
  'logs.bytes': 'viewer log',
  'tasks.create': 'editor task',
  'tasks.batch': 'editor task',
  'tasks.list': 'viewer task',
  'tasks.get': 'viewer task',
  'tasks.cancel': 'operator task',
  'tasks.retry': 'operator task',
  'tasks.moveToFront': 'operator task',
  'queues.list': 'viewer queue',
  'queues.setCap': 'editor queue',
  'queues.pause': 'operator queue',
  'queues.drain': 'operator queue',
  'queues.resume': 'operator queue',
  'queues.remove': 'editor queue',
  'live.changes': 'viewer system',
  'alerts.list': 'viewer alert',
  'alerts.get': 'viewer alert',
  'alerts.acknowledge': 'operator alert',
  'alerts.acknowledgeAll': 'operator alert',
  'alerts.snooze': 'operator alert',
  'alerts.reopen': 'operator alert',
  'flows.list': 'viewer flow',
  'flows.get': 'viewer flow',
  'flows.create': 'editor flow',
  'flows.update': 'editor flow',
  'flows.check': 'viewer flow',
  'flows.publish': 'editor flow',
  'flows.importFlow': 'editor flow',
  'flows.versions': 'viewer flow',
  'flows.version': 'viewer flow',
  'flows.remove': 'editor flow',
  'flows.restore': 'editor flow',
  'flows.start': 'operator flow',
  'flows.waits': 'viewer approval',
  'flowRuns.history': 'viewer run',
  'flowRuns.replay': 'viewer run',
  'flowRuns.fork': 'operator run',
  'flowRuns.signal': 'operator run',
  'flowRuns.approve': 'operator approval',
  'pipelines.list': 'viewer pipeline',
  'pipelines.get': 'viewer pipeline',
  'pipelines.create': 'editor pipeline',
  'pipelines.update': 'editor pipeline',
  'pipelines.duplicate': 'editor pipeline',
  'pipelines.remove': 'editor pipeline',
  'pipelines.restore': 'editor pipeline',
  'pipelines.check': 'viewer pipeline',
  'pipelines.run': 'operator pipeline',
  'pipelines.runFile': 'editor pipeline',
  'pipelines.view': 'viewer run',
  'pipelines.executions': 'viewer run',
  'objects.list': 'viewer file',
  'objects.get': 'viewer file',
  'objects.lineage': 'viewer file',
  'objects.bytes': 'viewer file',
  'objects.reveal': 'viewer file',
  'objects.ofRun': 'viewer file',
  'workers.register': 'operator worker',
  'workers.heartbeat': 'operator worker',
  'workers.list': 'viewer worker',
  'workers.waiting': 'viewer worker',
  'workers.allocate': 'viewer worker',
  'workers.remove': 'operator worker',
  'workers.poll': 'operator worker',
  'workers.complete': 'operator worker',
  'search.definitions': 'viewer job',
  'secrets.list': 'viewer secret',
  'secrets.set': 'admin secret',
  'secrets.remove': 'admin secret',
  'schedules.preview': 'viewer schedule',
  'schedules.list': 'viewer schedule',
  'schedules.get': 'viewer schedule',
  'schedules.create': 'editor schedule',
  'schedules.update': 'editor schedule',
  'schedules.remove': 'editor schedule',
  'schedules.restore': 'editor schedule',
  'schedules.setEnabled': 'editor schedule',
  'schedules.pause': 'operator schedule',
  'schedules.resume': 'operator schedule',
  'schedules.skipNext': 'operator schedule',
  'schedules.occurrences': 'viewer schedule',
  'schedules.why': 'viewer schedule',
  'schedules.calendar': 'viewer schedule',
  'schedules.away': 'viewer schedule',
  'backfills.preview': 'viewer backfill',
  'backfills.create': 'operator backfill',
  'backfills.list': 'viewer backfill',
  'backfills.pause': 'operator backfill',
  'backfills.resume': 'operator backfill',
  'backfills.cancel': 'operator backfill',
  'triggers.list': 'viewer trigger',
  'triggers.get': 'viewer trigger',
  'triggers.create': 'editor trigger',
  'triggers.update': 'editor trigger',
  'triggers.setEnabled': 'editor trigger',
  'triggers.newAddress': 'editor trigger',
  'triggers.remove': 'editor trigger',
  'triggers.restore': 'editor trigger',
  'triggers.firings': 'viewer trigger',
  'filters.values': 'viewer run',
  'imports.found': 'admin import',
  'imports.take': 'editor import',
  'imports.disable': 'admin import',
  'imports.restore': 'admin import',
  'imports.exportCrontab': 'viewer import',
  'maintenance.list': 'viewer system',
  'maintenance.run': 'admin system',
  'settings.get': 'viewer setting',
  'settings.update': 'admin setting',
  'preferences.get': 'viewer preference',
  'preferences.update': 'viewer preference',
  'preferences.favorites': 'viewer preference',
  'system.info': 'viewer system',
  'system.environment': 'editor system',
}

const declared = Object.entries(contract).flatMap(([noun, procedures]) =>
  Object.entries(procedures).map(([name, procedure]) => {
    const { role, object } = procedure['~orpc'].meta.access
    return [`${noun}.${name}`, `${role} ${object}`]
  }),
)

describe('access to the contract', () => {
  it('is declared for every procedure as listed here', () => {
    expect(Object.fromEntries(declared)).toEqual(expected)
    expect(
      Object.values(contract)
        .flatMap((procedures) => Object.values(procedures))
        .every(isContractProcedure),
    ).toBe(true)
  })

  it('has to be declared for a procedure to compile', () => {
    const guarded = { jobs: { list: access('viewer', 'job').route({ method: 'GET', path: '/jobs' }) } } satisfies Guarded
    expectTypeOf(guarded.jobs.list['~orpc'].meta.access.role).not.toBeAny()
    // @ts-expect-error: nothing says who may call it.
    const unguarded = { jobs: { list: oc.route({ method: 'GET', path: '/jobs' }) } } satisfies Guarded
    expect(isContractProcedure(unguarded.jobs.list)).toBe(true)
    // @ts-expect-error: there is no such role.
    access('owner', 'job')
    // @ts-expect-error: there is no such object.
    access('viewer', 'unicorn')
  })
})
