package dev.kcompact.testbed.report;

/** What AWS charges for; a line of the price list. */
public enum Price {
  /** 1,000 GET or HEAD requests to S3 Standard. */
  S3_GET_PER_THOUSAND,
  /** 1,000 PUT, COPY, POST or LIST requests to S3 Standard. */
  S3_PUT_PER_THOUSAND,
  STORED_GB_MONTH,
  /** A second of 1,024 MiB of Lambda on x86. */
  LAMBDA_PER_GB_SECOND,
  LAMBDA_PER_MILLION,
  /** An hour of one KPU of Managed Flink: a processor and 4 GB. */
  KPU_HOUR,
  /** A month of 1 GB of a running application's storage. */
  RUNNING_GB_MONTH,
  /** 1,000 state transitions of Step Functions. */
  TRANSITIONS_PER_THOUSAND,
  /** 1,000,000 read units of DynamoDB on demand. */
  DYNAMO_READ_PER_MILLION,
  /** 1,000,000 write units of DynamoDB on demand. */
  DYNAMO_WRITE_PER_MILLION,
  ALARM_MONTH,
  DASHBOARD_MONTH,
  METRIC_MONTH,
  SECRET_MONTH,
  /** An hour of a NAT gateway, without the bytes that it processes. */
  NAT_HOUR,
  /** An hour of an interface endpoint in one zone, without the bytes that it processes. */
  ENDPOINT_HOUR
}
