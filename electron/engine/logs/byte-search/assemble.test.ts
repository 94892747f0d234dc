import { describe, expect, it } from 'vitest'
import { assemble } from './assemble.ts'

function exportsOf(source: string): Record<string, (...args: number[]) => number> {
  const memory = new WebAssembly.Memory({ initial: 1 })
  return new WebAssembly.Instance(assemble(source), { env: { memory } }).exports as never
}

describe('the assembler', () => {
  it('assembles functions, loops and calls', () => {
    const { sum, twice } = exportsOf(`
      ;; The sum of all numbers up to one.
      (func $sum (param $to i32) (result i32)
        (local $sum i32)
        (block $done
          (loop $next
            (br_if $done (i32.eqz (local.get $to)))
            (local.set $sum (i32.add (local.get $sum) (local.get $to)))
            (local.set $to (i32.sub (local.get $to) (i32.const 1)))
            (br $next)))
        (local.get $sum))
      (func $twice (param $to i32) (result i32) (i32.shl (call $sum (local.get $to)) (i32.const 1)))`)
    expect([sum?.(10), twice?.(10)]).toEqual([55, 110])
  })

  it.each([0, 1, 63, 64, 127, 128, 8_191, 8_192, 1_000_000, 2 ** 31 - 1, -1, -64, -65, -(2 ** 31)])(
    'writes the number %i as it is',
    (number) => expect(exportsOf(`(func $one (result i32) (i32.const ${number}))`).one?.()).toBe(number),
  )

  it.each([
    ['(func $f (i32.frobnicate))', 'unknown instruction i32.frobnicate'],
    ['(func $f (local.set $x (i32.const 1)))', 'unknown name $x'],
    ['(func $f (param $x i65))', 'unknown type i65'],
  ])('refuses %s', (source, message) => expect(() => assemble(source)).toThrow(message))
})
