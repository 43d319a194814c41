-- What a person would write for one day of the four sample tables: the rules of conf/ as one column, the newest row of
-- each key by a window, good rows and rejected ones as Parquet, counts of the rules that reject nothing, and the join.

CREATE VIEW orders_checked AS SELECT *, concat_ws(',',
  CASE WHEN NOT regexp_matches(order_id, '^PED-[0-9]{12}$') THEN 'pattern:/order_id' END,
  CASE WHEN length(order_id) > 16 THEN 'maxLength:/order_id' END,
  CASE WHEN customer_id < 1 THEN 'minimum:/customer_id' END,
  CASE WHEN status NOT IN ('CREATED', 'PAID', 'PICKING', 'SHIPPED', 'DELIVERED', 'CANCELLED') THEN 'enum:/status' END,
  CASE WHEN channel NOT IN ('APP', 'WEB', 'LOJA', 'MARKETPLACE') THEN 'enum:/channel' END,
  CASE WHEN length(currency) < 3 THEN 'minLength:/currency' END,
  CASE WHEN length(currency) > 3 THEN 'maxLength:/currency' END,
  CASE WHEN freight_amount < 0 THEN 'minimum:/freight_amount' END,
  CASE WHEN discount < 0 THEN 'minimum:/discount' END,
  CASE WHEN length(coupon) > 24 THEN 'maxLength:/coupon' END,
  CASE WHEN shipping.method NOT IN ('NORMAL', 'EXPRESSA', 'RETIRADA', 'AGENDADA') THEN 'enum:/shipping/method' END,
  CASE WHEN length(shipping.receiver) > 120 THEN 'maxLength:/shipping/receiver' END,
  CASE WHEN length(shipping.address.number) > 12 THEN 'maxLength:/shipping/address/number' END,
  CASE WHEN length(shipping.address.city) < 2 THEN 'minLength:/shipping/address/city' END,
  CASE WHEN NOT regexp_matches(shipping.address.state, '^[A-Z]{2}$') THEN 'pattern:/shipping/address/state' END,
  CASE WHEN NOT regexp_matches(shipping.address.postal_code, '^[0-9]{5}-[0-9]{3}$')
    THEN 'pattern:/shipping/address/postal_code' END,
  CASE WHEN shipping.address.location.latitude NOT BETWEEN -90 AND 90 THEN 'latitude' END,
  CASE WHEN shipping.address.location.longitude NOT BETWEEN -180 AND 180 THEN 'longitude' END,
  CASE WHEN len(list_filter(items, lambda i: length(i.sku) > 20)) > 0 THEN 'maxLength:/items/*/sku' END,
  CASE WHEN len(list_filter(items, lambda i: i.quantity < 1)) > 0 THEN 'minimum:/items/*/quantity' END,
  CASE WHEN len(list_filter(items, lambda i: i.quantity > 9999)) > 0 THEN 'maximum:/items/*/quantity' END,
  CASE WHEN len(list_filter(items, lambda i: i IS NULL)) > 0 THEN 'type:/items/*' END,
  CASE WHEN total_amount < 0 THEN 'total_not_negative' END,
  CASE WHEN updated_at < created_at THEN 'updated_after_created' END,
  CASE WHEN len(items) = 0 THEN 'has_items' END) AS broken
FROM read_parquet('{in}/orders/dt={day}/*.parquet', hive_partitioning = false);

CREATE VIEW payments_checked AS SELECT *, concat_ws(',',
  CASE WHEN NOT regexp_matches(order_id, '^PED-[0-9]{12}$') THEN 'pattern:/order_id' END,
  CASE WHEN method NOT IN ('PIX', 'CREDIT_CARD', 'DEBIT_CARD', 'BOLETO', 'GIFT_CARD') THEN 'enum:/method' END,
  CASE WHEN status NOT IN ('PENDING', 'APPROVED', 'DECLINED', 'REFUNDED', 'CHARGEBACK') THEN 'enum:/status' END,
  CASE WHEN installments < 1 THEN 'minimum:/installments' END,
  CASE WHEN installments > 24 THEN 'maximum:/installments' END,
  CASE WHEN card.brand NOT IN ('VISA', 'MASTERCARD', 'ELO', 'AMEX', 'HIPERCARD') THEN 'enum:/card/brand' END,
  CASE WHEN NOT regexp_matches(card.last_digits, '^[0-9]{4}$') THEN 'pattern:/card/last_digits' END,
  CASE WHEN length(card.holder) > 80 THEN 'maxLength:/card/holder' END,
  CASE WHEN length(pix_end_to_end_id) > 40 THEN 'maxLength:/pix_end_to_end_id' END,
  CASE WHEN amount <= 0 THEN 'amount_positive' END,
  CASE WHEN card IS NOT NULL AND method NOT IN ('CREDIT_CARD', 'DEBIT_CARD') THEN 'card_only_when_paid_by_card' END) AS broken
FROM read_parquet('{in}/payments/dt={day}/*.parquet', hive_partitioning = false);

CREATE VIEW customers_checked AS SELECT *, concat_ws(',',
  CASE WHEN customer_id < 1 THEN 'minimum:/customer_id' END,
  CASE WHEN version < 0 THEN 'minimum:/version' END,
  CASE WHEN NOT regexp_matches(document, '^[0-9]{11}([0-9]{3})?$') THEN 'pattern:/document' END,
  CASE WHEN length(name) < 1 THEN 'minLength:/name' END,
  CASE WHEN length(name) > 120 THEN 'maxLength:/name' END,
  CASE WHEN length(email) > 120 THEN 'maxLength:/email' END,
  CASE WHEN NOT regexp_matches(email, '^[^@ ]+@[^@ ]+$') THEN 'pattern:/email' END,
  CASE WHEN len(list_filter(phones, lambda p: NOT regexp_matches(p, '^[+]55[0-9]{10,11}$'))) > 0 THEN 'pattern:/phones/*' END,
  CASE WHEN len(list_filter(phones, lambda p: p IS NULL)) > 0 THEN 'type:/phones/*' END,
  CASE WHEN segment NOT IN ('BRONZE', 'PRATA', 'OURO', 'DIAMANTE') THEN 'enum:/segment' END,
  CASE WHEN length(address.number) > 12 THEN 'maxLength:/address/number' END,
  CASE WHEN length(address.city) < 2 THEN 'minLength:/address/city' END,
  CASE WHEN NOT regexp_matches(address.state, '^[A-Z]{2}$') THEN 'pattern:/address/state' END,
  CASE WHEN NOT regexp_matches(address.postal_code, '^[0-9]{5}-[0-9]{3}$') THEN 'pattern:/address/postal_code' END,
  CASE WHEN len(list_filter(map_values(visits), lambda v: v IS NULL)) > 0 THEN 'type:/visits/*' END,
  CASE WHEN birth_date NOT BETWEEN DATE '1900-01-01' AND DATE '2026-12-31' THEN 'birth_date_plausible' END) AS broken
FROM read_parquet('{in}/customers/dt={day}/*.parquet', hive_partitioning = false);

CREATE VIEW shipments_checked AS SELECT *, concat_ws(',',
  CASE WHEN NOT regexp_matches(order_id, '^PED-[0-9]{12}$') THEN 'pattern:/order_id' END,
  CASE WHEN package_number < 1 THEN 'minimum:/package_number' END,
  CASE WHEN package_number > 99 THEN 'maximum:/package_number' END,
  CASE WHEN sequence < 0 THEN 'minimum:/sequence' END,
  CASE WHEN carrier NOT IN ('CORREIOS', 'JADLOG', 'TOTAL_EXPRESS', 'LOGGI', 'FROTA_PROPRIA') THEN 'enum:/carrier' END,
  CASE WHEN NOT regexp_matches(tracking_code, '^[A-Z]{2}[0-9]{9}BR$') THEN 'pattern:/tracking_code' END,
  CASE WHEN weight_kg > 2000 THEN 'maximum:/weight_kg' END,
  CASE WHEN volume_m3 < 0 THEN 'minimum:/volume_m3' END,
  CASE WHEN insured_amount < 0 THEN 'minimum:/insured_amount' END,
  CASE WHEN length(origin) > 8 THEN 'maxLength:/origin' END,
  CASE WHEN len(list_filter(events, lambda e: e.code NOT IN
    ('POSTED', 'IN_TRANSIT', 'AT_UNIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'RETURNED'))) > 0 THEN 'enum:/events/*/code' END,
  CASE WHEN len(list_filter(events, lambda e: e.temperature_c NOT BETWEEN -80 AND 80)) > 0 THEN 'temperature_c' END,
  CASE WHEN len(list_filter(events, lambda e: e IS NULL)) > 0 THEN 'type:/events/*' END,
  CASE WHEN weight_kg <= 0 THEN 'weight_positive' END,
  CASE WHEN delivered AND delivered_at IS NULL THEN 'delivered_has_date' END) AS broken
FROM read_parquet('{in}/shipments/dt={day}/*.parquet', hive_partitioning = false);

COPY (SELECT * EXCLUDE (_partition, _file_offset, _line, _source_key, _rescued, _corrupt_record, _corrupt_reason, broken)
  FROM orders_checked WHERE _corrupt_reason IS NULL AND broken = ''
  QUALIFY row_number() OVER (PARTITION BY order_id
    ORDER BY updated_at DESC NULLS LAST, _partition DESC, _file_offset DESC, _line DESC) = 1)
TO '{out}/orders' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES 134217728);

COPY (SELECT * EXCLUDE (_partition, _file_offset, _line, _source_key, _rescued, _corrupt_record, _corrupt_reason, broken)
  FROM payments_checked WHERE _corrupt_reason IS NULL AND broken = ''
  QUALIFY row_number() OVER (PARTITION BY payment_id
    ORDER BY updated_at DESC NULLS LAST, _partition DESC, _file_offset DESC, _line DESC) = 1)
TO '{out}/payments' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES 134217728);

COPY (SELECT * EXCLUDE (_partition, _file_offset, _line, _source_key, _rescued, _corrupt_record, _corrupt_reason, broken)
  FROM customers_checked WHERE _corrupt_reason IS NULL AND broken = ''
  QUALIFY row_number() OVER (PARTITION BY customer_id
    ORDER BY updated_at DESC NULLS LAST, version DESC NULLS LAST, _partition DESC, _file_offset DESC, _line DESC) = 1)
TO '{out}/customers' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES 134217728);

COPY (SELECT * EXCLUDE (_partition, _file_offset, _line, _source_key, _rescued, _corrupt_record, _corrupt_reason, broken)
  FROM shipments_checked WHERE _corrupt_reason IS NULL AND broken = ''
  QUALIFY row_number() OVER (PARTITION BY order_id, package_number
    ORDER BY sequence DESC NULLS LAST, _partition DESC, _file_offset DESC, _line DESC) = 1)
TO '{out}/shipments' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES 134217728);

COPY (
  SELECT coalesce(_corrupt_reason, broken) AS reason, _partition, _file_offset, _line,
    coalesce(_corrupt_record, to_json(c)::VARCHAR) AS record
  FROM orders_checked c WHERE _corrupt_reason IS NOT NULL OR broken <> '') TO '{out}/orders_rejected.parquet' (COMPRESSION zstd);

COPY (
  SELECT coalesce(_corrupt_reason, broken) AS reason, _partition, _file_offset, _line,
    coalesce(_corrupt_record, to_json(c)::VARCHAR) AS record
  FROM payments_checked c WHERE _corrupt_reason IS NOT NULL OR broken <> '') TO '{out}/payments_rejected.parquet' (COMPRESSION zstd);

COPY (
  SELECT coalesce(_corrupt_reason, broken) AS reason, _partition, _file_offset, _line,
    coalesce(_corrupt_record, to_json(c)::VARCHAR) AS record
  FROM customers_checked c WHERE _corrupt_reason IS NOT NULL OR broken <> '') TO '{out}/customers_rejected.parquet' (COMPRESSION zstd);

COPY (
  SELECT coalesce(_corrupt_reason, broken) AS reason, _partition, _file_offset, _line,
    coalesce(_corrupt_record, to_json(c)::VARCHAR) AS record
  FROM shipments_checked c WHERE _corrupt_reason IS NOT NULL OR broken <> '') TO '{out}/shipments_rejected.parquet' (COMPRESSION zstd);

COPY (
  SELECT 'orders' AS tbl, count(*) FILTER (WHERE discount > total_amount) AS warned,
    count(*) FILTER (WHERE currency <> 'BRL') AS failed FROM orders_checked
  UNION ALL SELECT 'payments', count(*) FILTER (WHERE installments > 1 AND method <> 'CREDIT_CARD'),
    count(*) FILTER (WHERE amount >= 1000000000) FROM payments_checked
  UNION ALL SELECT 'customers', count(*) FILTER (WHERE email IS NULL AND phones IS NULL), 0 FROM customers_checked
  UNION ALL SELECT 'shipments', count(*) FILTER (WHERE events IS NULL OR len(events) = 0), 0 FROM shipments_checked)
TO '{out}/counts.parquet';

CREATE VIEW orders AS SELECT * FROM read_parquet('{out}/orders/*.parquet', hive_partitioning = false);

CREATE VIEW payments AS SELECT * FROM read_parquet('{out}/payments/*.parquet', hive_partitioning = false);

COPY (
  WITH approved AS (
    SELECT order_id, count(*) AS payments, sum(amount) AS paid_amount, max(installments) AS max_installments,
      list_sort(list(DISTINCT method)) AS methods, min(paid_at) AS first_paid_at
    FROM payments WHERE status = 'APPROVED' GROUP BY order_id),
  units AS (
    SELECT order_id, sum(item.quantity) AS units, sum(item.quantity * item.unit_price) AS items_amount
    FROM (SELECT order_id, unnest(items) AS item FROM orders) GROUP BY order_id)
  SELECT o.order_id, o.customer_id, o.channel, o.shipping.address.state AS state, CAST(u.units AS BIGINT) AS units,
    CAST(u.items_amount AS DECIMAL(24, 2)) AS items_amount, o.total_amount,
    CAST(a.paid_amount AS DECIMAL(18, 2)) AS paid_amount,
    CAST(a.paid_amount - o.total_amount AS DECIMAL(18, 2)) AS difference,
    CAST(a.payments AS BIGINT) AS payments, a.max_installments, a.methods, a.first_paid_at,
    a.paid_amount >= o.total_amount AS fully_paid
  FROM orders AS o JOIN approved AS a USING (order_id) LEFT JOIN units AS u USING (order_id))
TO '{out}/paid_orders' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES 134217728);
