type Function = (...args: unknown[]) => unknown

/** Replaces a function by `how`, which decides when to call the original, with `args` as `how` leaves them. */
export function wrap(
  holder: object,
  name: string,
  how: (original: () => unknown, args: unknown[], self: unknown) => unknown,
): void {
  const functions = holder as Record<string, Function>
  const original = functions[name]
  if (!original) throw new Error(`there is no ${name} to wrap`)
  function replacement(this: unknown, ...args: unknown[]): unknown {
    return how(() => original?.apply(this, args), args, this)
  }
  // promisify reads properties of its argument.
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original))
  functions[name] = replacement
}

/** Calls `then` before the callback that is the last of the arguments, whether one was given or not. */
export function beforeCallback(args: unknown[], then: () => void): void {
  const callback = args.at(-1)
  if (typeof callback !== 'function') return void args.push(then)
  args[args.length - 1] = (...results: unknown[]) => {
    then()
    callback(...results)
  }
}
