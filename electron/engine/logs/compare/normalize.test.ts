import { describe, expect, it } from 'vitest'
import { normalize } from './normalize.ts'

const same = (a: string, b: string) => expect(normalize(a)).toBe(normalize(b))
const differ = (a: string, b: string) => expect(normalize(a)).not.toBe(normalize(b))

describe('a line without what differs from run to run', () => {
  it('has no times', () => {
    same('2026-11-26T11:05:00.014Z start', '2026-11-27T02:30:59,9+01:00 start')
    same('[26/Nov] 11:05:00 ok', '[26/Nov] 02:30 ok')
    same('Nov  6 11:05:00 host cron', 'Nov 26 02:30:59 host cron')
    same('Thu, 26 Nov 2026 at 1', 'Fri, 27 Nov 2026 at 1')
    same('at 1795777777.123', 'at 1795777778123')
  })

  it('has no durations', () => {
    same('done in 1.2 s', 'done in 340ms')
    same('took 4m 12s, ok', 'took 59 seconds, ok')
    same('PASS src/a.test.ts (5.301 s)', 'PASS src/a.test.ts (812 ms)')
  })

  it('has no ids', () => {
    same('request 7f9c2a1e-0b1d-4a53-9d7f-1b2c3d4e5f60 ok', 'request 00000000-0b1d-4a53-9d7f-1b2c3d4e5f60 ok')
    same('commit 93a4f1c', 'commit 0d0deadbeef1')
    same('pid 4182 started', 'pid 77 started')
    same('cron[4182]: go', 'cron[9]: go')
    same('object at 0x7fff12', 'object at 0xdeadbeef')
    same('retry of #12', 'retry of #4180')
  })

  it('keeps the name of a file, but not its folder', () => {
    same('wrote /tmp/tmp.x81/out/report.csv', 'wrote /var/work/2/report.csv')
    same('wrote C:\\Users\\a\\Temp\\x.log', 'wrote D:\\build\\x.log')
    differ('wrote /tmp/a/report.csv', 'wrote /tmp/a/invoice.csv')
    differ('GET https://a.example/x/y', 'GET https://b.example/x/y')
  })

  it('keeps what a person compares', () => {
    differ('3 tests failed', '0 tests failed')
    differ('exit code 6', 'exit code 0')
    differ('HTTP 200', 'HTTP 503')
    differ('Could not resolve host: erp.local', 'Could not resolve host: crm.local')
    differ('deadbeef', 'facade')
  })

  it('is what a progress bar showed last, without colors', () => {
    same('10 %\r50 %\r\x1b[32mdone\x1b[0m', 'done\r')
    same('\x1b]8;;https://example.org\x07link\x1b]8;;\x07', 'link')
  })

  it('takes no longer the stranger the line is', () => {
    for (const text of ['1:'.repeat(50_000), '/a'.repeat(50_000), '1 s '.repeat(50_000), '0'.repeat(100_000)])
      expect(normalize(text).length).toBeLessThan(10_000)
  })
})
