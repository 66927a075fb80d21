import type { ResourcePolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { USER } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** IAM-05. */
export const userLockout: ResourcePolicy = {
  id: "IAM-05",
  slug: "user-lockout",
  title: { en: "No user may guess passwords for ever", vi: "Không tài khoản nào được thử mật khẩu mãi" },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Keystone, Security compliance and PCI-DSS: lockout_failure_attempts, ignore_lockout_failure_attempts"],
  why: {
    en: "Keystone locks an account after some wrong passwords. A user who is exempt can be tried without end, and nobody notices until one fits.",
    vi: "Keystone khóa tài khoản sau một số lần nhập sai mật khẩu. Tài khoản được miễn thì có thể bị thử mãi, và không ai biết cho đến khi trúng.",
  },
  fix: {
    en: "leave ignoreLockoutFailureAttempts out, or set it to false; give a service an application credential instead",
    vi: "bỏ ignoreLockoutFailureAttempts hoặc đặt là false; dịch vụ thì dùng thông tin xác thực ứng dụng",
  },
  check(user) {
    if (user.type !== USER || booleanOf(user.inputs["ignoreLockoutFailureAttempts"]) !== true) return [];
    return [
      violation(userLockout, user, {
        found: { en: "is never locked after wrong passwords", vi: "không bao giờ bị khóa khi nhập sai mật khẩu" },
        wanted: { en: "a lock for every user", vi: "mọi tài khoản đều bị khóa khi nhập sai nhiều lần" },
      }),
    ];
  },
};
