/** What `lading-api help` says. */
export const USAGE = `lading-api — reads, signed writes relayed, documents and events / 查询、转递、单证与事件

  lading-api start      serves until interrupted (default) / 启动服务（默认）
  lading-api rebuild    makes the read model again from the ledger / 由账本重建查询库
  lading-api relayer    prints the relayer's address / 显示中继账户地址

  flag            environment             default
  --rpc-url       LADING_RPC_URL          http://127.0.0.1:8545   JSON-RPC of the ledger / 账本地址
  --rpc-token-file LADING_RPC_TOKEN_FILE  –                       file with the token that the ledger asks for / 账本令牌文件
  --data          LADING_API_DATA         data/api                read model, documents, relayer's key / 数据目录
  --deployment    LADING_DEPLOYMENT       data/ledger.json        deployment record of the registries / 合约部署记录
  --host          LADING_API_HOST         127.0.0.1               interface / 监听地址
  --port          LADING_API_PORT         8080                    0 takes a free one / 端口，0 为任意空闲端口
  --public-url    LADING_API_URL          –                       URL behind a proxy; the audience of tokens / 对外地址
  --rate-limit    LADING_API_RATE_LIMIT   1200                    requests per minute and address / 每分钟请求上限
  --poll          LADING_API_POLL         250                     ms between looks for a new block / 轮询间隔（毫秒）
  --log-level     LADING_LOG_LEVEL        info                    silent, error, warn, info, debug / 日志级别

Logs go to standard error as JSON. / 日志以 JSON 写入标准错误输出。
`;
