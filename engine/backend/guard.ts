import { statfsSync, statSync } from "node:fs";
import type { Text } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { keepCopy, removeUnfinished } from "./copies.ts";
import { presentStateFile } from "./state-file.ts";

/** A file backend, and the stack in it that is updated. */
export interface GuardedStack {
  folder: string;
  project: string;
  stack: string;
}

const INTERRUPTED = {
  en: "The update was interrupted in order, and its state is whole.",
  vi: "Lần cập nhật đã được dừng đúng cách, trạng thái còn nguyên vẹn.",
};

const MIB = 1024 * 1024;
/** An update needs room for its state: the new one, the one before and what Pulumi and we copy of it, and for its growth. */
const ROOM_AT_LEAST = 64 * MIB;
const ROOM_FOR_STATES = 8;
const LOOK_EVERY_MS = 1000;
const COPY_EVERY_LOOKS = 15;

/**
 * Updates a stack with an eye on the disk that its state lies on: a full one would cut the state off, since Pulumi puts
 * what could be written of it in its place. Before, and now and then meanwhile, a copy of the state is kept.
 *
 * @param work gets a signal that is aborted when the room comes to an end
 * @param free bytes that are free where the folder is
 * @throws EngineError when there is too little room to begin, or it came to an end
 */
export async function withGuardedState<T>(
  guarded: GuardedStack,
  work: (signal: AbortSignal) => Promise<T>,
  free: (folder: string) => number = freeBytes,
): Promise<T> {
  const { folder, project, stack } = guarded;
  removeUnfinished(folder, project, stack);
  const path = presentStateFile(folder, project, stack);
  const needed = ROOM_AT_LEAST + ROOM_FOR_STATES * (path === undefined ? 0 : statSync(path).size);
  const tooLittle = (end: Text): EngineError => {
    const room = mib(free(folder));
    return new EngineError(
      {
        en: `There is too little room for the state of ${stack}: ${room} MiB are free on the disk of ${folder}, and ${mib(needed)} MiB are needed.`,
        vi: `Không đủ chỗ cho trạng thái của ${stack}: đĩa chứa ${folder} còn trống ${room} MiB, cần ${mib(needed)} MiB.`,
      },
      {
        en: `${end.en} Free some room, then the same command goes on from here.`,
        vi: `${end.vi} Hãy giải phóng dung lượng, rồi chạy lại lệnh này để tiếp tục.`,
      },
    );
  };
  if (free(folder) < needed) throw tooLittle({ en: "Nothing was begun.", vi: "Chưa bắt đầu việc gì." });

  const before = keepCopy(folder, project, stack);
  let latest: string | undefined;
  const copy = (): void => {
    try {
      const kept = keepCopy(folder, project, stack, latest);
      latest = kept === before ? undefined : kept;
    } catch {
      // Without room for a copy the run ends in a moment; the copies that are there stay.
    }
  };
  const low = new AbortController();
  let looks = 0;
  const look = (): void => {
    if (free(folder) < needed / 2) low.abort(tooLittle(INTERRUPTED));
    else if (++looks % COPY_EVERY_LOOKS === 0) copy();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  try {
    return await work(low.signal);
  } finally {
    clearInterval(timer);
    copy();
  }
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // A folder that can't be looked at is told of by whoever wants to write there.
    return Infinity;
  }
}

const mib = (bytes: number): string => (bytes / MIB).toFixed(0);
