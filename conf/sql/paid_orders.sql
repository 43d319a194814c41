-- The day's orders that have an approved payment of the same day, with what was paid.
-- The inputs are the processed rows of the day, one relation for each table of `inputs`.
-- Sums of decimals are exact; every column is cast to the type that the schema declares.
WITH approved AS (
  SELECT
    order_id,
    count(*) AS payments,
    sum(amount) AS paid_amount,
    max(installments) AS max_installments,
    list_sort(list(DISTINCT method)) AS methods,
    min(paid_at) AS first_paid_at
  FROM payments
  WHERE status = 'APPROVED'
  GROUP BY order_id
),
units AS (
  SELECT
    order_id,
    sum(item.quantity) AS units,
    sum(item.quantity * item.unit_price) AS items_amount
  FROM (SELECT order_id, unnest(items) AS item FROM orders)
  GROUP BY order_id
)
SELECT
  o.order_id,
  o.customer_id,
  o.channel,
  o.shipping.address.state AS state,
  CAST(u.units AS BIGINT) AS units,
  CAST(u.items_amount AS DECIMAL(24, 2)) AS items_amount,
  o.total_amount,
  CAST(a.paid_amount AS DECIMAL(18, 2)) AS paid_amount,
  CAST(a.paid_amount - o.total_amount AS DECIMAL(18, 2)) AS difference,
  CAST(a.payments AS BIGINT) AS payments,
  a.max_installments,
  a.methods,
  a.first_paid_at,
  a.paid_amount >= o.total_amount AS fully_paid
FROM orders AS o
JOIN approved AS a USING (order_id)
LEFT JOIN units AS u USING (order_id)
