import type { NextFunction, Request, Response } from "express";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { LadingError } from "@lading/sdk/errors";

/**
 * Limits requests of one address.
 *
 * @param perMinute Requests in any minute
 * @throws LadingError `RATE_LIMITED`, with a Retry-After header
 */
export function createLimiter(perMinute: number) {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      await limiter.consume(request.ip ?? "unknown");
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      response.setHeader("retry-after", String(seconds));
      throw new LadingError(
        "RATE_LIMITED",
        "unavailable",
        `More than ${perMinute} requests in a minute; try again in ${seconds} s`,
        {
          perMinute,
          retryAfter: seconds,
        },
      );
    }
    next();
  };
}
