/** Memory is taken from the system in pieces of this size, each for nodes of about one length. */
const CHUNK_BYTES = 256 * 1024;

/** Rooms of a chunk differ by this much, so that a node wastes at most seven bytes. */
const STEP_BYTES = 8;

/** What stands in a room before the node: its length in two bytes, and its hash. */
const HEAD_BYTES = 2 + 32;

/** A branch with sixteen hashes; what is longer (a leaf with a long value) is not kept. */
const LONGEST_NODE = 532;

const CLASSES = Math.ceil((HEAD_BYTES + LONGEST_NODE) / STEP_BYTES) + 1;

/** A room is named by its chunk and its place there: a chunk has at most 2^13 of them. */
const PLACE_BITS = 13;
const PLACE_MASK = (1 << PLACE_BITS) - 1;

/** Most memory there may be: far below where the names of rooms end. */
export const MOST_CACHE_BYTES = 16_384 * 1024 * 1024;

/** Rooms of one length. */
type SizeClass = { roomBytes: number; rooms: number; chunks: number[]; free: number[]; hand: number };

type Chunk = { bytes: Uint8Array; roomBytes: number };

/** A copy in Node's pool: most that are taken are changed and gone with the next block. */
function pooled(bytes: Uint8Array): Uint8Array {
  const room = Buffer.allocUnsafe(bytes.length);
  const copy = new Uint8Array(room.buffer, room.byteOffset, room.length);
  copy.set(bytes);
  return copy;
}

/** What an index holds of a hash beside the name of its room: four bytes of it, the first of which say where it would best be found. */
function tagOf(bytes: Uint8Array, from: number): number {
  const low = (bytes[from + 1] as number) | ((bytes[from + 2] as number) << 8);
  return low | ((bytes[from + 3] as number) << 16) | ((bytes[from + 4] as number) << 24);
}

/**
 * Nodes that left the trie's tree of objects, as their RLP, found by their hash: a node that is needed again need not come from disk.
 *
 * They lie in a few large buffers that the garbage collector does not look into, at a tenth of what they take as objects. A node is in the
 * tree or here, not in both: whoever takes one gets the only copy, since most that are needed again are changed and then never asked for
 * by that hash. When the memory is used up, the oldest node of the same length gives way.
 *
 * Any place here is one that no processor has at hand, so all goes by looking at few of them: the index, which alone tells nearly all
 * nodes apart, and then the room.
 *
 * @example
 * const cache = new NodeCache(1024 * 1024);
 * cache.keep(keccak256(rlp), rlp);
 * cache.take(keccak256(rlp)); // the RLP
 * cache.take(keccak256(rlp)); // undefined
 */
export class NodeCache {
  readonly #chunkLimit: number;
  readonly #chunks: Chunk[] = [];
  readonly #classes: SizeClass[];
  /**
   * By the first byte of the hash, so that what has to be entered anew when one grows is little. Each by open addressing with linear
   * probing; an entry is two numbers, the tag of the hash and the name of its room plus one, or two zeros.
   */
  readonly #indexes = Array.from({ length: 256 }, () => new Int32Array(2 * 16));
  readonly #entries = new Uint32Array(256);
  #size = 0;

  /** @param limit bytes for the nodes; an index of about a tenth comes on top */
  constructor(limit: number) {
    this.#chunkLimit = Math.floor(limit / CHUNK_BYTES);
    this.#classes = Array.from({ length: CLASSES }, (_, index) => ({
      roomBytes: index * STEP_BYTES,
      rooms: index === 0 ? 0 : Math.min(Math.floor(CHUNK_BYTES / (index * STEP_BYTES)), PLACE_MASK),
      chunks: [],
      free: [],
      hand: 0,
    }));
  }

  /** Nodes that are kept. */
  get size(): number {
    return this.#size;
  }

  /** Bytes taken from the system. */
  get bytes(): number {
    return this.#chunks.length * CHUNK_BYTES + this.#indexes.reduce((sum, index) => sum + index.byteLength, 0);
  }

  /** Keeps a node under its hash. The two are believed to belong together: whoever takes it counts on that. */
  keep(hash: Uint8Array, rlp: Uint8Array): void {
    if (rlp.length > LONGEST_NODE || this.#chunkLimit === 0) return;
    if (this.#find(hash, 0) >= 0) return;
    const room = this.#room(this.#classes[Math.ceil((HEAD_BYTES + rlp.length) / STEP_BYTES)] as SizeClass);
    if (room < 0) return;
    const { bytes, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const from = (room & PLACE_MASK) * roomBytes;
    bytes[from] = rlp.length >> 8;
    bytes[from + 1] = rlp.length & 255;
    bytes.set(hash, from + 2);
    bytes.set(rlp, from + HEAD_BYTES);
    const part = hash[0] as number;
    this.#size++;
    // Each index grows when nine to thirteen sixteenths of it are used, each at another share, so that not all grow at the same time.
    const full = ((this.#indexes[part] as Int32Array).length / 2) * (9 / 16 + part / 1024);
    if (++this.#entries[part]! > full) this.#grow(part);
    this.#enter(this.#indexes[part] as Int32Array, tagOf(hash, 0), room + 1);
  }

  /** The RLP of the node with this hash, which is no longer kept then; undefined where it is not. */
  take(hash: Uint8Array): Uint8Array | undefined {
    const at = this.#find(hash, 0);
    if (at < 0) return undefined;
    const part = hash[0] as number;
    const room = ((this.#indexes[part] as Int32Array)[2 * at + 1] as number) - 1;
    const { bytes, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const from = (room & PLACE_MASK) * roomBytes;
    const length = ((bytes[from] as number) << 8) | (bytes[from + 1] as number);
    const rlp = pooled(bytes.subarray(from + HEAD_BYTES, from + HEAD_BYTES + length));
    this.#leave(at, part);
    (this.#classes[roomBytes / STEP_BYTES] as SizeClass).free.push(room);
    return rlp;
  }

  /** A room that is empty, or is made so; below zero where the class has none and gets none. */
  #room(sizes: SizeClass): number {
    const free = sizes.free.pop();
    if (free !== undefined) return free;
    const { roomBytes } = sizes;
    if (this.#chunks.length < this.#chunkLimit) {
      const named = this.#chunks.length;
      this.#chunks.push({ bytes: new Uint8Array(CHUNK_BYTES), roomBytes });
      sizes.chunks.push(named);
      for (let place = sizes.rooms - 1; place > 0; place--) sizes.free.push((named << PLACE_BITS) | place);
      return named << PLACE_BITS;
    }
    if (sizes.chunks.length === 0) return -1;
    // The hand goes round all rooms of the class: what it meets was put there longest ago, but for rooms that were emptied in between.
    const turn = sizes.hand++ % (sizes.chunks.length * sizes.rooms);
    const chunk = sizes.chunks[Math.floor(turn / sizes.rooms)] as number;
    const place = turn % sizes.rooms;
    const { bytes } = this.#chunks[chunk] as Chunk;
    const from = place * roomBytes + 2;
    this.#leave(this.#find(bytes, from), bytes[from] as number);
    return (chunk << PLACE_BITS) | place;
  }

  #holds(room: number, hash: Uint8Array, hashFrom: number): boolean {
    const { bytes, roomBytes } = this.#chunks[room >>> PLACE_BITS] as Chunk;
    const from = (room & PLACE_MASK) * roomBytes + 2;
    for (let i = 0; i < 32; i++) if (bytes[from + i] !== hash[hashFrom + i]) return false;
    return true;
  }

  /** Which entry of its index a hash has, or less than zero. */
  #find(bytes: Uint8Array, from: number): number {
    const index = this.#indexes[bytes[from] as number] as Int32Array;
    const mask = index.length / 2 - 1;
    const tag = tagOf(bytes, from);
    for (let at = tag & mask; ; at = (at + 1) & mask) {
      const named = index[2 * at + 1] as number;
      if (named === 0) return -1;
      if (index[2 * at] === tag && this.#holds(named - 1, bytes, from)) return at;
    }
  }

  #enter(index: Int32Array, tag: number, named: number): void {
    const mask = index.length / 2 - 1;
    let at = tag & mask;
    while (index[2 * at + 1] !== 0) at = (at + 1) & mask;
    index[2 * at] = tag;
    index[2 * at + 1] = named;
  }

  /** Takes an entry out of an index; those behind it move up, so that each is still found from where it would best be. */
  #leave(at: number, part: number): void {
    const index = this.#indexes[part] as Int32Array;
    const mask = index.length / 2 - 1;
    let hole = at;
    for (let next = (at + 1) & mask; index[2 * next + 1] !== 0; next = (next + 1) & mask) {
      const home = (index[2 * next] as number) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      index[2 * hole] = index[2 * next] as number;
      index[2 * hole + 1] = index[2 * next + 1] as number;
      hole = next;
    }
    index[2 * hole] = 0;
    index[2 * hole + 1] = 0;
    this.#entries[part]!--;
    this.#size--;
  }

  #grow(part: number): void {
    const entries = this.#indexes[part] as Int32Array;
    const larger = new Int32Array(entries.length * 2);
    for (let at = 0; at < entries.length; at += 2) {
      if (entries[at + 1] !== 0) this.#enter(larger, entries[at] as number, entries[at + 1] as number);
    }
    this.#indexes[part] = larger;
  }
}
