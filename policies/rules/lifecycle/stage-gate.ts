import { LIFECYCLE_STAGES, type Lifecycle, type LifecycleStage } from "../../context.ts";
import { listed } from "../../messages/text.ts";
import type { JudgedResource, StackPolicy, Violation } from "../../policy.ts";
import { labelOf } from "../../resources/labels.ts";
import { standIn } from "../../resources/stand-in.ts";
import { violation } from "../../violation.ts";
import { missingEvidence } from "./evidence.ts";

/** Steps forward. Back is always open, for that is what a fallback is (R1-12); a retired system stays retired. */
const NEXT: Record<LifecycleStage, readonly LifecycleStage[]> = {
  survey: ["design"],
  design: ["pilot"],
  pilot: ["dual-stack"],
  "dual-stack": ["verified"],
  verified: ["production", "cutover"],
  production: ["cutover", "v6-only"],
  cutover: ["production", "v6-only"],
  "v6-only": [],
  retired: [],
};

/**
 * LIF-01. Judges the stack's own stage and the stages that its resources claim by their tag `stage`. Silent where the
 * context knows nothing of the lifecycle.
 */
export const stageGate: StackPolicy = {
  id: "LIF-01",
  slug: "stage-gate",
  title: {
    en: "A system goes one stage at a time, and into service with evidence",
    vi: "Hệ thống đi từng bước một, và chỉ đưa vào vận hành khi có bằng chứng",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-12", "R1-14", "R2-18", "R2-24", "R2-27"],
  source: ["NĐ 331/2026/NĐ-CP Đ30.6 (protection in place before operation)", "RFC 7381 sections 2 to 5 (phases)"],
  why: {
    en: "What goes into service untested, without a way back or with risks that nobody named, fails in front of citizens. Each stage exists to find out something that the next one relies on.",
    vi: "Cái gì đưa vào vận hành mà chưa thử, không có đường lui hoặc có rủi ro không ai nêu, sẽ hỏng trước mặt người dân. Mỗi bước có mặt để tìm ra điều mà bước sau dựa vào.",
  },
  fix: {
    en: "go back to the stage that has evidence, or write down the tests, the fallback and the risks first",
    vi: "quay lại bước đã có bằng chứng, hoặc ghi lại các phép thử, phương án quay lui và rủi ro trước",
  },
  check(resources, { lifecycle }) {
    const bearer = standIn(resources);
    if (!lifecycle || !bearer) return [];
    return [...checkStep(bearer, lifecycle), ...checkEvidence(bearer, lifecycle), ...checkClaims(resources, lifecycle)];
  },
};

function isLegal(from: LifecycleStage, to: LifecycleStage): boolean {
  if (from === to) return true;
  if (from === "retired") return false;
  return to === "retired" || NEXT[from].includes(to) || LIFECYCLE_STAGES.indexOf(to) < LIFECYCLE_STAGES.indexOf(from);
}

function checkStep(bearer: JudgedResource, { stage, previous }: Lifecycle): Violation[] {
  if (previous === undefined || isLegal(previous, stage)) return [];
  const next = NEXT[previous];
  const found = {
    en: `belongs to a stack that goes from stage ${previous} to ${stage}`,
    vi: `thuộc một stack đi từ bước ${previous} sang ${stage}`,
  };
  const wanted =
    previous === "retired"
      ? { en: "a retired system to stay retired", vi: "hệ thống đã ngừng thì không chạy lại" }
      : {
          en: `${[...next, "retired"].join(" or ")} after ${previous}, or a stage before it`,
          vi: `${[...next, "retired"].join(" hoặc ")} sau ${previous}, hoặc một bước trước đó`,
        };
  return [
    violation(stageGate, bearer, {
      found,
      wanted,
      about: ["lifecycle", "stage"],
      fix: {
        en: "set the stage in the agency's file back, or take the stages between",
        vi: "ghi lại bước cũ trong tệp của cơ quan, hoặc đi qua các bước ở giữa",
      },
    }),
  ];
}

function checkEvidence(bearer: JudgedResource, lifecycle: Lifecycle): Violation[] {
  const missing = missingEvidence(lifecycle.stage, lifecycle);
  if (missing.length === 0) return [];
  const found = {
    en: `belongs to a stack at stage ${lifecycle.stage} without ${listed(missing).en}`,
    vi: `thuộc một stack ở bước ${lifecycle.stage} mà chưa có ${listed(missing).vi}`,
  };
  return [
    violation(stageGate, bearer, {
      found,
      about: ["lifecycle", "tests"],
      wanted: { en: `evidence before stage ${lifecycle.stage}`, vi: `bằng chứng trước bước ${lifecycle.stage}` },
    }),
  ];
}

/** One finding for each stage that resources claim beyond their stack's own. */
function checkClaims(resources: readonly JudgedResource[], lifecycle: Lifecycle): Violation[] {
  const claims = new Map<LifecycleStage, { first: JudgedResource; count: number }>();
  for (const resource of resources) {
    const label = labelOf(resource, "stage");
    const stage = LIFECYCLE_STAGES.find((known) => known === label);
    if (stage === undefined || LIFECYCLE_STAGES.indexOf(stage) <= LIFECYCLE_STAGES.indexOf(lifecycle.stage)) continue;
    const claim = claims.get(stage);
    if (!claim) claims.set(stage, { first: resource, count: 1 });
    else claims.set(stage, { first: resource.urn < claim.first.urn ? resource : claim.first, count: claim.count + 1 });
  }
  return [...claims].flatMap(([stage, { first, count }]) => {
    const missing = missingEvidence(stage, lifecycle);
    if (missing.length === 0) return [];
    const more = count - 1;
    const found = {
      en: `claims stage ${stage}${more === 0 ? "" : ` (as do ${more} more)`} in a stack at stage ${lifecycle.stage}, without ${listed(missing).en}`,
      vi: `nhận là ở bước ${stage}${more === 0 ? "" : ` (và ${more} tài nguyên nữa)`} trong một stack ở bước ${lifecycle.stage}, mà chưa có ${listed(missing).vi}`,
    };
    return [
      violation(stageGate, first, {
        found,
        about: ["lifecycle", "stage"],
        wanted: { en: `evidence before stage ${stage}`, vi: `bằng chứng trước bước ${stage}` },
        fix: {
          en: `tag it stage:${lifecycle.stage}, or write down the evidence and move the stack`,
          vi: `gắn thẻ stage:${lifecycle.stage}, hoặc ghi lại bằng chứng rồi chuyển bước của stack`,
        },
      }),
    ];
  });
}
