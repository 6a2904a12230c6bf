// SPDX-License-Identifier: Apache-2.0
// Random rules, evaluated by `talent-hub rule eval --lines` and by the
// reference of JsonLogic; every result must be the same text.
//
//   node jsonlogic.js TALENT-HUB [COUNT [SEED]]
//
// Every operator has its arguments in the types that it is for, but in one
// rule of eight any value stands anywhere: then JavaScript's conversions
// are compared. Without SEED one is taken from the clock and printed.
'use strict';
const {spawnSync} = require('node:child_process');
const jsonLogic = require('json-logic-js');

const MAX_SHOWN = 5;
const MAX_TEXT = 2000; // characters of what is shown
// The bounds (the last of the differences that src/model/jsonlogic.h lists,
// refused by `rule check`) may stop one rule in ten thousand: a text that
// doubles in a `reduce` inside another.
const MAX_BOUNDED = 1e-4;
const BOUNDS = new Set(['the rule makes too large values',
  'the rule takes too many steps']);
const BATCH = 20000; // lines a process gets

const hub = process.argv[2];
const count = Number(process.argv[3] || 100000);
const seed = Number(process.argv[4] || Date.now() % 1000000007);

// Numbers from 0 to 1 (mulberry32): the same in every node.
function randomizer(state) {
  return function() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = randomizer(seed);
const upTo = (n) => Math.floor(random() * n);
const pick = (list) => list[upTo(list.length)];

// JSON.stringify writes -0 as 0, so another number stands for it.
const MINUS_ZERO = 987654321.5;
const NUMBERS = [MINUS_ZERO, 0, 1, 2, 3, 5, 7, 10, 12, 100, -1, -2, -7, 0.1, 0.2, 0.5,
  1.5, -0.3, 1e-7, 123456.789, 1e21, 1.5e300, 4294967296, 9007199254740991,
  -9007199254740993, 5e-324, 2 ** 70];
const TEXTS = ['', 'a', 'b', 'abc', 'ABC', '0', '1', '12', '3.5', '-4', ' 7 ',
  '0x1f', '1e3', '3kg', '.5', 'Infinity', 'NaN', 'null', 'true', '人才公寓',
  '安家费 10 万元', '西宁', 'é', '"\\/\b\n', 'full_time', 'a,b', '\u3000 2'];
const WIDE = ['\u{1F600}', '𠮷野', 'a\u{20000}b'];

function number() {
  const dice = random();
  if (dice < 0.5) return pick(NUMBERS);
  return dice < 0.8 ? upTo(50) - 10 : Math.round(random() * 1e6) / 1e3 - 300;
}

// A rule in the making: whether its texts may be cut, or hold characters
// beyond U+FFFF (not both: the exception that a check refuses), whether
// types matter, and what `var` reads from where we stand.
function text(at) {
  return !at.cuts && random() < 0.1 ? pick(WIDE) : pick(TEXTS);
}

const bool = () => random() < 0.5;

// What the data hold under each name.
const FIELDS = {n: 'number', m: 'number', t: 'text', s: 'text', b: 'bool',
  ln: 'list:number', lt: 'list:text', lo: 'list:item', 'o.n': 'number',
  'o.t': 'text', 'o.l': 'list:number', 'o.deep.b': 'bool'};
const ITEM = {n: 'number', t: 'text', b: 'bool'};

function several(most, make) {
  return Array.from({length: upTo(most + 1)}, make);
}

function makeData(at) {
  const item = () => ({n: number(), t: text(at), b: bool()});
  const data = {n: number(), m: number(), t: text(at), s: text(at),
    b: bool(), ln: several(4, number), lt: several(4, () => text(at)),
    lo: several(3, item),
    o: {n: number(), t: text(at), l: several(3, number),
      deep: {b: bool()}}};
  for (const name of Object.keys(data)) {
    if (random() < 0.05) delete data[name];
    else if (random() < 0.03) data[name] = null;
  }
  return data;
}

function literal(type, at) {
  switch (type) {
    case 'number': return number();
    case 'text': return text(at);
    case 'bool': return bool();
    case 'list:number': return several(4, number);
    case 'list:text': return several(4, () => text(at));
    case 'list:bool': return several(3, bool);
    default: return [];
  }
}

// {"var": …} for a value of this type, or undefined without one.
function variable(type, at) {
  const names = Object.keys(at.fields)
      .filter((name) => at.fields[name] === type);
  if (names.length === 0) return undefined;
  const name = pick(names);
  if (random() < 0.15) return {var: [name, literal(type, at)]};
  return random() < 0.5 ? {var: name} : {var: [name]};
}

const names = (at) => Object.keys(at.fields).filter((name) => name !== '')
    .concat('absent').filter(() => random() < 0.3);

// Inside `map` and the like the item is all there is.
function inside(type, at, extra) {
  const fields = type === 'item' ? ITEM : {'': type};
  return {...at, fields: extra || fields, depth: at.depth - 1};
}

function itemType(at) {
  return 'lo' in at.fields && random() < 0.3 ? 'item'
      : pick(['number', 'text']);
}

function scoped(operator, result, at) {
  const type = itemType(at);
  return {[operator]: [value('list:' + type, at),
    value(result, inside(type, at))]};
}

function reduce(type, at) {
  const fields = {current: type, accumulator: type};
  return {reduce: [value('list:' + type, at),
    value(type, inside(type, at, fields)), value(type, at)]};
}

function choice(type, at) {
  const list = [];
  for (let i = 1 + upTo(2); i > 0; i--) {
    list.push(value('bool', at), value(type, at));
  }
  if (random() < 0.9) list.push(value(type, at));
  return {[pick(['if', '?:'])]: list};
}

const list = (type, at, least, most) => Array.from(
    {length: least + upTo(most - least + 1)}, () => value(type, at));

const either = (type, at) => ({[pick(['and', 'or'])]: list(type, at, 1, 3)});

function comparison(at) {
  const type = pick(['number', 'text']);
  const operator = pick(['<', '<=', '>', '>=', '<', '<=']);
  const three = operator[0] === '<' && random() < 0.3;
  return {[operator]: list(type, at, three ? 3 : 2, three ? 3 : 2)};
}

function equality(at) {
  const type = pick(['number', 'text', 'bool']);
  return {[pick(['==', '===', '!=', '!=='])]: list(type, at, 2, 2)};
}

function membership(at) {
  if (random() < 0.5) return {in: list('text', at, 2, 2)};
  const type = pick(['number', 'text']);
  return {in: [value(type, at), value('list:' + type, at)]};
}

function substr(at) {
  if (!at.cuts) return {cat: list('text', at, 0, 3)};
  const ends = random() < 0.6 ? [upTo(9) - 4] : [];
  return {substr: [value('text', at), upTo(9) - 4, ...ends]};
}

const MAKERS = {
  number: [
    (at) => ({[pick(['+', '*', 'min', 'max'])]: list('number', at, 1, 4)}),
    (at) => ({'-': list('number', at, 1, 2)}),
    (at) => ({[pick(['/', '%'])]: list('number', at, 2, 2)}),
    (at) => ({'+': [value('text', at)]}),
    (at) => reduce('number', at),
  ],
  text: [
    (at) => ({cat: list(pick(['text', 'number', 'text']), at, 0, 4)}),
    substr,
    (at) => reduce('text', at),
  ],
  bool: [
    comparison, equality, membership,
    (at) => ({[pick(['!', '!!'])]: [value(pick(
        ['bool', 'number', 'text', 'list:number']), at)]}),
    (at) => ({[pick(['!', '!!'])]: value('bool', at)}),
    (at) => scoped(pick(['all', 'some', 'none']), 'bool', at),
  ],
};

// Lists have makers of their own, by the type of their items.
function listMaker(type, at) {
  const item = type.slice(5);
  switch (upTo(item === 'text' ? 5 : 4)) {
    case 0: return {merge: list(random() < 0.7 ? type : item, at, 0, 3)};
    case 1: return {filter: [value(type, at),
      value('bool', inside(item, at))]};
    case 2: {
      const from = itemType(at);
      return {map: [value('list:' + from, at),
        value(item, inside(from, at))]};
    }
    case 3: return list(item, at, 0, 3);
    default: return random() < 0.5 ? {missing: names(at)}
        : {missing_some: [1 + upTo(2), names(at)]};
  }
}

function any(at) {
  return pick([null, true, false, number(), text(at), [], [number()],
    [text(at), [null]], {}, {x: 1, y: [text(at)]}]);
}

function value(type, at) {
  if (at.wild && random() < 0.2) return any(at);
  if (type === 'list:item') {
    const found = variable(type, at);
    return found === undefined ? [] : at.depth > 0 && random() < 0.3
        ? {filter: [found, value('bool', inside('item', at))]} : found;
  }
  if (at.depth <= 0 || random() < 0.15) {
    const found = random() < 0.75 ? variable(type, at) : undefined;
    return found === undefined ? literal(type, at) : found;
  }
  const below = {...at, depth: at.depth - 1};
  const dice = random();
  if (dice < 0.12) return choice(type, below);
  if (dice < 0.2) return either(type, below);
  if (type in MAKERS) return pick(MAKERS[type])(below);
  return listMaker(type, below);
}

function makePair() {
  const at = {fields: FIELDS, depth: 1 + upTo(5), cuts: bool(),
    wild: random() < 0.125};
  const type = pick(['number', 'text', 'bool', 'bool', 'bool',
    'list:number', 'list:text']);
  return [value(type, at), makeData(at)];
}

// The text of the reference's result; null for one that throws.
function expected(rule, data) {
  try {
    const result = JSON.stringify(jsonLogic.apply(rule, data));
    return result === undefined ? 'null' : result;
  } catch (error) {
    return null;
  }
}

function evaluate(lines) {
  const done = spawnSync(hub, ['rule', 'eval', '--lines', '-'],
      {input: lines.join('\n') + '\n', maxBuffer: 1 << 30});
  if (done.error) throw done.error;
  if (done.signal || done.status > 1 || done.stderr.length > 0) {
    throw new Error(`talent-hub ended with ${done.status} ${done.signal}: `
        + done.stderr);
  }
  return done.stdout.toString().split('\n');
}

function same(wanted, got) {
  return wanted === null ? /^\{"error":"[^"]/.test(got) : got === wanted;
}

function isBounded(got) {
  return got.startsWith('{"error":') && BOUNDS.has(JSON.parse(got).error);
}

const cut = (text) => text && text.length > MAX_TEXT
    ? `${text.slice(0, MAX_TEXT)}… (${text.length})` : text;

function main() {
  const operators = new Map();
  let differences = 0;
  let bounded = 0;
  let errors = 0;
  for (let from = 0; from < count; from += BATCH) {
    const lines = [];
    const wanted = [];
    for (let i = from; i < Math.min(from + BATCH, count); i++) {
      const line = JSON.stringify(makePair())
          .replaceAll(String(MINUS_ZERO), '-0');
      const [rule, data] = JSON.parse(line);
      for (const [, name] of line.matchAll(/\{"([^"\\]+)":/g)) {
        operators.set(name, (operators.get(name) || 0) + 1);
      }
      lines.push(line);
      wanted.push(expected(rule, data));
      errors += wanted[wanted.length - 1] === null;
    }
    const got = evaluate(lines);
    if (got.length !== lines.length + 1) {
      throw new Error(`${got.length - 1} results of ${lines.length} lines`);
    }
    lines.forEach((line, i) => {
      if (same(wanted[i], got[i])) return;
      if (isBounded(got[i]) && ++bounded <= Math.ceil(count * MAX_BOUNDED)) {
        return;
      }
      if (differences++ < MAX_SHOWN) {
        console.log(`${cut(line)}\n  reference: ${cut(wanted[i])}\n`
            + `  ours: ${cut(got[i])}`);
      }
    });
  }
  const unused = ['if', '?:', 'and', 'or', 'filter', 'map', 'reduce', 'all',
    'none', 'some', '==', '===', '!=', '!==', '>', '>=', '<', '<=', '!!',
    '!', '%', '+', '*', '-', '/', 'min', 'max', 'cat', 'substr', 'in',
    'merge', 'var', 'missing', 'missing_some']
      .filter((name) => !operators.has(name));
  console.log(`${count} rules, seed ${seed}: ${differences} differences, `
      + `${bounded} beyond our bounds, ${errors} refused by both`);
  if (unused.length > 0) console.log(`never used: ${unused.join(' ')}`);
  process.exitCode = differences > 0 || unused.length > 0 ? 1 : 0;
}

main();
